// The facts of a statement: one load into a table, then one statement for each fact. The rows hold no refunds, so every row is an activity.
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { movements, peakBytes } from './movements.mjs';

const path = process.argv[2].replaceAll("'", "''");
const month = '(year(order_date) * 12 + month(order_date) - 1)::integer';
const label = (m) => `printf('%04d-%02d', ${m} // 12, ${m} % 12 + 1)`;

const load = `
create table orders as
select customer_id, order_date, channel, amount
from read_csv('${path}', header = true, delim = ',', auto_detect = false, columns = {
    'order_id': 'varchar', 'customer_id': 'varchar', 'order_date': 'date', 'channel': 'varchar', 'amount': 'decimal(18,4)'})`;

const ledger = `
with customer_months as (
    select customer_id, ${month} as m, sum(amount) as value from orders group by all
),
${movements}`;

const cohorts = `
with customer_months as (
    select customer_id, ${month} as m, sum(amount) as value from orders group by all
),
aged as (
    select m, value, min(m) over (partition by customer_id) as first from customer_months
)
select ${label('first')}, m - first, count(*), sum(value)::varchar
from aged
group by first, m
order by first, m`;

// The share of customers who are worse, in fifths; equal values have equal scores.
const segments = `
with customers as (
    select date '2026-01-01' - max(order_date) as days, count(distinct order_date) as purchases, sum(amount) as money
    from orders
    group by customer_id
),
scored as (
    select days, purchases, money,
        1 + 5 * (rank() over (order by days desc) - 1) // count(*) over () as r,
        1 + 5 * (rank() over (order by purchases) - 1) // count(*) over () as f,
        1 + 5 * (rank() over (order by money) - 1) // count(*) over () as m
    from customers
)
select r, f, m, count(*), sum(days), sum(purchases), sum(money)::varchar
from scored
group by all
order by r, f, m`;

const histories = `
create temp table histories as
with days as (
    select customer_id, order_date, sum(amount) as money from orders group by all
),
customers as (
    select count(*) - 1 as x, max(order_date) - min(order_date) as last, date '2025-12-31' - min(order_date) as age,
        sum(money) - arg_min(money, order_date) as money
    from days
    group by customer_id
)
select x, last, age, count(*) as n, sum(money) as money from customers group by all`;

// A customer is in the group of the latest purchase; of several on that day the largest amount decides, then the name. A move carries the money at the close;
// what has changed in it is told of the group that the customer leaves.
const groups = `
with customer_months as (
    select customer_id, ${month} as m, sum(amount) as value, arg_min(channel, (date '2026-01-01' - order_date, -amount, channel)) as g from orders group by all
),
neighbours as (
    select m, value, g, lag(m) over w as last_m, lag(value) over w as last_value, lag(g) over w as last_g, lead(m) over w as next_m
    from customer_months
    window w as (partition by customer_id order by m)
),
closes as (
    select m, g,
        count(*) as closing, sum(value) as closing_value,
        count(*) filter (last_m is null) as new, sum(value) filter (last_m is null) as new_value,
        count(*) filter (last_m < m - 1) as returned, sum(value) filter (last_m < m - 1) as returned_value,
        count(*) filter (last_m = m - 1 and last_g <> g) as moved_in, sum(value) filter (last_m = m - 1 and last_g <> g) as moved_in_value,
        count(*) filter (next_m is null or next_m > m + 1) as lost_next, sum(value) filter (next_m is null or next_m > m + 1) as lost_next_value
    from neighbours
    group by m, g
),
changes as (
    select m, last_g as g,
        sum(greatest(value - last_value, 0)) as expansion, sum(greatest(last_value - value, 0)) as contraction,
        count(*) filter (last_g <> g) as moved_out, sum(value) filter (last_g <> g) as moved_out_value
    from neighbours
    where last_m = m - 1
    group by m, last_g
),
cells as (
    select m, g
    from (select unnest(generate_series(min(m), max(m)))::integer as m from closes) cross join (select distinct g from closes)
),
lines as (
    select cells.m, cells.g, p.closing as opening, c.new, c.returned, c.moved_in, p.lost_next as lost, x.moved_out, c.closing,
        p.closing_value as opening_value, c.new_value, c.returned_value, c.moved_in_value, x.expansion, x.contraction,
        p.lost_next_value as lost_value, x.moved_out_value, c.closing_value
    from cells
    left join closes c using (m, g)
    left join closes p on p.m = cells.m - 1 and p.g = cells.g
    left join changes x on x.m = cells.m and x.g = cells.g
)
select ${label('m')}, g, coalesce(opening, 0), coalesce(new, 0), coalesce(returned, 0), coalesce(moved_in, 0), coalesce(lost, 0), coalesce(moved_out, 0), coalesce(closing, 0),
    coalesce(columns(c -> c like '%_value' or c in ('expansion', 'contraction')), 0)::varchar
from lines
where coalesce(opening, 0) + coalesce(closing, 0) > 0
order by m, g`;

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run('SET threads=2');

const steps = [];
async function time(work, statement) {
    const start = process.hrtime.bigint();
    const rows = (await connection.runAndReadAll(statement)).getRowsJson();
    steps.push({ Work: work, Seconds: Number(process.hrtime.bigint() - start) / 1e9 });
    return rows.map((row) => row.join('|'));
}

await time('load', load);
const facts = {};
const months = await time('ledger', ledger);
facts.cohorts = await time('cohorts', cohorts);
facts.segments = await time('segments', segments);
await time('histories', histories);
facts.groups = await time('groups', groups);
const cpu = process.cpuUsage();
const peak = peakBytes();

// What follows only compares.
const none = '0.0000';
facts.ledger = months.map((line) => {
    const [period, opening, fresh, returned, lost, closing, openingValue, newValue, returnedValue, ...others] = line.split('|');
    const [expansion, contraction, lostValue, closingValue] = others;
    return [period, '', opening, fresh, returned, 0, lost, 0, closing, openingValue, newValue, returnedValue, none, expansion, contraction, lostValue, none, closingValue].join('|');
});
async function read(statement) {
    return (await connection.runAndReadAll(statement)).getRowsJson().map((row) => row.join('|'));
}

facts.histories = [
    ...await read(`
        select count(*), sum(n), sum(n::hugeint * n), sum(n * x), sum(n * last), sum(n * age), sum(n * x * last), sum(n * x * age), sum(n * last * age),
            sum(n::hugeint * n * x * last * age)
        from histories`),
    ...await read('select x, sum(n), sum(money)::varchar from histories where x > 0 group by x order by x'),
];
process.stdout.write(JSON.stringify({ Steps: steps, CpuSeconds: (cpu.user + cpu.system) / 1e6, PeakBytes: peak, Facts: facts }));
