import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { projectNode, root } from './places.mjs';
import { requireCommand } from './run-command.mjs';
import { clearStamp, readStamp, writeStamp } from './stamps.mjs';

const client = join(root, 'lib', 'store', 'database', 'generated');

/** Generates the database client when the schema or the packages changed since it was last generated. */
export async function generateClient(say) {
  const wanted = await hashFiles([join(root, 'prisma', 'schema.prisma'), join(root, 'package-lock.json')]);
  if (existsSync(client) && (await readStamp('client')) === wanted) return;
  say('Generating the database client');
  await clearStamp('client');
  await requireCommand(
    projectNode,
    ['--import', 'tsx', join(root, 'scripts', 'generate-client.ts')],
    'The database client could not be generated from prisma/schema.prisma; the output is above.',
  );
  await writeStamp('client', wanted);
}
