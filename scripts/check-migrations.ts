import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { checkMigrations } from '../lib/store/database/check-migrations';
import { withThrowawayPostgres } from '../lib/store/database/throwaway-postgres';

const schema = await readFile(fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url)), 'utf8');

const faults = await withThrowawayPostgres(async ({ url }) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database from_schema');
  await client.end();
  const fromSchema = new URL(url);
  fromSchema.pathname = 'from_schema';
  return checkMigrations({ migrated: url, fromSchema: fromSchema.href }, schema);
});

for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0
    ? 'prisma/schema.prisma and the migrations agree.'
    : `${faults.length} differences: write the missing migration with npm run db:migration -- <name>.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
