// The monthly movements of subscriptions: the file is read first, and only the question is timed. No term is shorter than a month and none of a customer
// overlaps another, so the money at the close of each month tells all.
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { movements, peakBytes } from './movements.mjs';

const path = process.argv[2].replaceAll("'", "''");
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run('SET threads=2');
await connection.run(`
create table terms as
select * from read_csv('${path}', header = true, delim = ',', auto_detect = false, nullstr = '', columns = {
    'customer_id': 'varchar', 'start_date': 'date', 'end_date': 'date', 'mrr': 'decimal(18,4)'})`);
const question = `
with closes as (
    select month_start, (month_start + interval 1 month)::date as close
    from (select unnest(generate_series(date_trunc('month', (select min(start_date) from terms)), timestamp '2025-12-01', interval 1 month))::date as month_start)
),
customer_months as (
    select customer_id, (year(month_start) * 12 + month(month_start) - 1)::integer as m, sum(mrr) as value
    from terms join closes on start_date < close and (end_date is null or close <= end_date)
    group by all
),
${movements}`;
const start = process.hrtime.bigint();
const rows = (await connection.runAndReadAll(question)).getRowObjectsJson();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const cpu = process.cpuUsage();
process.stdout.write(JSON.stringify({ Seconds: seconds, CpuSeconds: (cpu.user + cpu.system) / 1e6, PeakBytes: peakBytes(), Customers: 0, Ledger: rows }));
