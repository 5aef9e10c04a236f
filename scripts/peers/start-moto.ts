import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../processes/free-port';
import { waitUntil } from '../processes/wait-until';

export interface Moto {
  endpoint: string;
  stop(): Promise<void>;
}

const firstPort = 5_100;
const startsWithinMs = 60_000;

/** Whether this machine's Python has these modules. */
export async function hasPython(...modules: string[]): Promise<boolean> {
  const { exitCode } = await execa('python3', ['-c', `import ${modules.join(', ')}`], { reject: false });
  return exitCode === 0;
}

/** Starts moto's server on a free loopback port. */
export async function startMoto(): Promise<Moto> {
  const port = await findFreePort(firstPort, '127.0.0.1');
  if (port === null) throw new PlainError('There is no free port for moto.');
  const server = execa('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    reject: false,
    stdio: 'ignore',
    cleanup: true,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntil('moto', () => answers(`${endpoint}/moto-api/`), startsWithinMs);
  return {
    endpoint,
    async stop() {
      server.kill();
      await server;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
