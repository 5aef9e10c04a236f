import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { diffSchemas } from '../lib/store/database/diff-schemas';
import { migrationsDirectory } from '../lib/store/database/migrate';
import { withThrowawayPostgres } from '../lib/store/database/throwaway-postgres';

const usage = 'Usage: npm run db:migration -- <name>, the name in lower case with dashes or underscores.';
const schemaPath = 'prisma/schema.prisma';
const root = fileURLToPath(new URL('..', import.meta.url));

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
  console.error(usage);
  process.exit(2);
}

const schema = await readFile(join(root, schemaPath), 'utf8');
const previous = existsSync(migrationsDirectory) ? await schemaAtLastCommit() : null;
const sql = await withThrowawayPostgres(({ url }) => diffSchemas(url, previous, schema));
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = join(migrationsDirectory, `${stamp}_${name.replaceAll('-', '_')}`);
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, 'migration.sql'),
  sql ?? '-- The schema is unchanged: what Prisma cannot say goes here.\n',
);
console.log(sql === null ? `Wrote ${folder}, to be filled by hand.` : `Wrote ${folder}: read it before you commit it.`);

async function schemaAtLastCommit(): Promise<string> {
  const { stdout } = await execa('git', ['show', `HEAD:${schemaPath}`], { cwd: root });
  return stdout;
}
