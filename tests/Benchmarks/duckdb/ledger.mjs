// The monthly ledger under the Period rule as one statement. The rows hold no refunds, so every row is an activity and the statement needs no rule for them.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';

const path = process.argv[2].replaceAll("'", "''");
const ledger = `
with customer_months as (
    select customer_id, (year(order_date) * 12 + month(order_date) - 1)::integer as m, sum(amount) as value
    from read_csv('${path}', header = true, delim = ',', auto_detect = false, columns = {
        'order_id': 'varchar', 'customer_id': 'varchar', 'order_date': 'date', 'channel': 'varchar', 'amount': 'decimal(18,4)'})
    group by all
),
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

const start = process.hrtime.bigint();
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run('SET threads=2');
const rows = (await connection.runAndReadAll(ledger)).getRowObjectsJson();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const cpu = process.cpuUsage();
process.stdout.write(JSON.stringify({ Seconds: seconds, CpuSeconds: (cpu.user + cpu.system) / 1e6, PeakBytes: peakBytes(), Customers: 0, Ledger: rows }));

function peakBytes() {
    const line = process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) : null;
    return (line ? Number(line[1]) : process.resourceUsage().maxRSS) * 1024;
}
