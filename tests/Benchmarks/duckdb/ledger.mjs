// The monthly ledger under the Period rule as one statement. The rows hold no refunds, so every row is an activity and the statement needs no rule for them.
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { movements, peakBytes } from './movements.mjs';

const path = process.argv[2].replaceAll("'", "''");
const ledger = `
with customer_months as (
    select customer_id, (year(order_date) * 12 + month(order_date) - 1)::integer as m, sum(amount) as value
    from read_csv('${path}', header = true, delim = ',', auto_detect = false, columns = {
        'order_id': 'varchar', 'customer_id': 'varchar', 'order_date': 'date', 'channel': 'varchar', 'amount': 'decimal(18,4)'})
    group by all
),
${movements}`;

const start = process.hrtime.bigint();
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run('SET threads=2');
const rows = (await connection.runAndReadAll(ledger)).getRowObjectsJson();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const cpu = process.cpuUsage();
process.stdout.write(JSON.stringify({ Seconds: seconds, CpuSeconds: (cpu.user + cpu.system) / 1e6, PeakBytes: peakBytes(), Customers: 0, Ledger: rows }));
