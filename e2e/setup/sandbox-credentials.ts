import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxAwsOf } from '@/scripts/demo/sandbox-aws';
import { readSandboxLine } from '@/scripts/demo/sandbox-line';

/** What the simulated AWS said it takes to connect to it. */
export async function readSandboxCredentials(): Promise<ReturnType<typeof sandboxAwsOf>> {
  const log = await readFile(join(process.env.MILLWRIGHT_E2E_DATA_DIR ?? '', 'logs', 'sandbox.log'), 'utf8');
  const said = log
    .split('\n')
    .map(readSandboxLine)
    .findLast((line) => line !== null);
  if (!said) throw new Error('The sandbox did not say how to connect to it.');
  return sandboxAwsOf(said);
}
