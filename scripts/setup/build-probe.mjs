import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './places.mjs';

/**
 * The probe agent as one file that any Node from 20.9 runs, wherever it is put: it needs none of the console's packages, and
 * takes a third of the memory that loading its source takes.
 */
export async function buildProbe(file) {
  await build({
    entryPoints: [join(root, 'lib', 'cli', 'probe', 'main.ts')],
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    platform: 'node',
    // Imported, node:http brings all that its names stand for with it, a client of its own among them: 13 MB.
    format: 'cjs',
    target: 'node20.9',
    outfile: file,
    logLevel: 'warning',
  });
}
