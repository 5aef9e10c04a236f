import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, listFiles } from './hash-files.mjs';
import { projectNode, root } from './places.mjs';
import { requireCommand } from './run-command.mjs';
import { clearStamp, readStamp, writeStamp } from './stamps.mjs';

/** What pages and routes are made from, beside the files at the root. */
const folders = ['app', 'components', 'lib', 'public'];
const apart = /^lib\/(cli|worker|store\/database\/generated)\/|\.test\.tsx?$/;
const apartAtRoot = /\/$|\.(md|tsbuildinfo)$|^(next-env\.d\.ts|(biome|knip)\.json|(playwright|vitest)\.config\.ts)$/;

/** Builds the pages and routes, when a source changed since they were last built. */
export async function buildConsole(say) {
  const wanted = await hashFiles(await listSources());
  if (existsSync(join(root, '.next', 'BUILD_ID')) && (await readStamp('build')) === wanted) return;
  say('Building the console');
  await clearStamp('build');
  await requireCommand(
    projectNode,
    [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    'The console could not be built; the output is above.',
    { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  );
  await writeStamp('build', wanted);
}

async function listSources() {
  const present = folders.map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  const lists = await Promise.all([
    listFiles(root, (name) => !apartAtRoot.test(name)),
    ...present.map((folder) => listFiles(folder, (name) => !apart.test(name))),
  ]);
  return [...lists.flat(), join(root, 'prisma', 'schema.prisma')];
}
