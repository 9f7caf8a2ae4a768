// The movements between months, from what each customer was worth in each of them: the steps after one that is called customer_months.
import { readFileSync } from 'node:fs';
import process from 'node:process';

export const movements = `
neighbours as (
    select m, value,
        lag(m) over w as last_m, lag(value) over w as last_value, lead(m) over w as next_m
    from customer_months
    window w as (partition by customer_id order by m)
),
present as (
    select m,
        count(*) as closing, sum(value) as closing_value,
        count(*) filter (last_m is null) as new, sum(value) filter (last_m is null) as new_value,
        count(*) filter (last_m < m - 1) as returned, sum(value) filter (last_m < m - 1) as returned_value,
        sum(greatest(value - last_value, 0)) filter (last_m = m - 1) as expansion,
        sum(greatest(last_value - value, 0)) filter (last_m = m - 1) as contraction,
        count(*) filter (next_m is null or next_m > m + 1) as lost_next,
        sum(value) filter (next_m is null or next_m > m + 1) as lost_next_value
    from neighbours
    group by m
),
months as (
    select unnest(generate_series(min(m), max(m)))::integer as m from present
)
select printf('%04d-%02d', c.m // 12, c.m % 12 + 1) as "Period",
    coalesce(p.closing, 0) as "Opening", coalesce(c.new, 0) as "New", coalesce(c.returned, 0) as "Returned",
    coalesce(p.lost_next, 0) as "Lost", coalesce(c.closing, 0) as "Closing",
    coalesce(p.closing_value, 0)::varchar as "OpeningValue", coalesce(c.new_value, 0)::varchar as "NewValue",
    coalesce(c.returned_value, 0)::varchar as "ReturnedValue", coalesce(c.expansion, 0)::varchar as "Expansion",
    coalesce(c.contraction, 0)::varchar as "Contraction", coalesce(p.lost_next_value, 0)::varchar as "LostValue",
    coalesce(c.closing_value, 0)::varchar as "ClosingValue"
from (select m, present.* exclude (m) from months left join present using (m)) c
left join present p on p.m = c.m - 1
order by c.m`;

export function peakBytes() {
    const line = process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) : null;
    return (line ? Number(line[1]) : process.resourceUsage().maxRSS) * 1024;
}
