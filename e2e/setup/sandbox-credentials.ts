import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderId } from '@/lib/domain/provider';
import { sandboxAwsOf } from '@/scripts/demo/sandbox-aws';
import { readSandboxLine, type SandboxLine } from '@/scripts/demo/sandbox-line';

/** What the simulated AWS said it takes to connect to it. */
export async function readSandboxCredentials(): Promise<ReturnType<typeof sandboxAwsOf>> {
  return sandboxAwsOf(await readSandboxSaid());
}

/** What it takes to connect to a simulated cloud, as the console takes it. */
export async function readSandboxConnection(provider: ProviderId): Promise<SandboxLine['connections'][number]> {
  const found = (await readSandboxSaid()).connections.find((connection) => connection.provider === provider);
  if (!found) throw new Error(`The sandbox plays no ${provider}.`);
  return found;
}

async function readSandboxSaid(): Promise<SandboxLine> {
  const log = await readFile(join(process.env.MILLWRIGHT_E2E_DATA_DIR ?? '', 'logs', 'sandbox.log'), 'utf8');
  const said = log
    .split('\n')
    .map(readSandboxLine)
    .findLast((line) => line !== null);
  if (!said) throw new Error('The sandbox did not say how to connect to it.');
  return said;
}
