import { join } from 'node:path';
import { inDataDir } from '@/lib/cli/open-console';
import { PlainError } from '@/lib/cli/plain-error';
import { writeRunRecord } from '@/lib/cli/run-record';
import { ensureKeyFile } from '@/lib/config/ensure-key-file';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { findFreePort, isPortFree } from '../processes/free-port';
import type { Supervisor } from '../processes/supervise';
import { toWebArgs } from '../processes/to-web-args';
import { answersOk, waitUntil } from '../processes/wait-until';
import { workerProcess } from '../processes/worker-process';
import { claimDataDirectory } from './claim-data-directory';
import { toConsoleAddress } from './console-address';
import { toConsoleEnvironment } from './console-environment';
import { isWorkerConnected } from './is-worker-connected';
import { keepProbes } from './keep-probes';
import { keepRates } from './keep-rates';
import { prepareConsole } from './prepare-console';
import type { DemoArguments } from './read-arguments';
import { readSandboxLine, type SandboxLine } from './sandbox-line';

const graceMs = { web: 5_000, worker: 10_000, sandbox: 5_000 };
const readyWithinMs = 60_000;

/** Starts all of the demo under the supervisor and resolves, once everything is ready, with what to tell the person. */
export async function runDemo(supervisor: Supervisor, { port, host, dataDir }: DemoArguments): Promise<string> {
  await requirePort(port, host);
  const { url, probeUrl } = toConsoleAddress(host, port);
  await supervisor.hold(claimDataDirectory(dataDir, url), (release) => release());
  const keyFile = ensureKeyFile(inDataDir.key(dataDir));

  const postgres = supervisor.hold(startEmbeddedPostgres(inDataDir.postgres(dataDir)), (server) => server.stop());
  const [{ url: databaseUrl }, sandbox] = await Promise.all([postgres, startSandbox(supervisor, dataDir)]);
  await supervisor.during(migrate(databaseUrl));

  const env = toConsoleEnvironment(process.env, { dataDir, databaseUrl, keyFile, sandbox });
  const web = supervisor.start(
    {
      name: 'web',
      script: 'node_modules/next/dist/bin/next',
      args: toWebArgs(port, host),
      env,
      logFile: toLogFile(dataDir, 'web'),
    },
    graceMs.web,
  );
  await Promise.all([web, supervisor.during(prepareConsole(env, sandbox))]);
  await writeRunRecord(dataDir, {
    url,
    databaseUrl,
    sandboxUrl: sandbox.url,
    startedAt: new Date().toISOString(),
  });
  await supervisor.hold(Promise.resolve(keepRates(env)), (rates) => rates.stop());
  await supervisor.start({ ...workerProcess, env, logFile: toLogFile(dataDir, 'worker') }, graceMs.worker);
  await supervisor.during(
    Promise.all([
      waitUntil('console', () => answersOk(`${probeUrl}/api/health/ready`), readyWithinMs),
      waitUntil('worker', () => isWorkerConnected(databaseUrl), readyWithinMs),
    ]),
  );
  await supervisor.hold(Promise.resolve(keepProbes(env)), (probes) => probes.stop());
  return announce(url, sandbox);
}

async function requirePort(port: number, host: string): Promise<void> {
  if (await isPortFree(port, host)) return;
  const free = await findFreePort(port + 1, host);
  throw new PlainError(
    `Port ${port} is taken by another program: choose another${free === null ? '' : `, such as --port ${free}`}.`,
  );
}

async function startSandbox(supervisor: Supervisor, dataDir: string): Promise<SandboxLine> {
  const ready = Promise.withResolvers<SandboxLine>();
  await supervisor.start(
    {
      name: 'sandbox',
      script: 'sandbox/main.ts',
      args: ['--data-dir', dataDir],
      env: process.env,
      logFile: toLogFile(dataDir, 'sandbox'),
      onLine: (line) => {
        const said = readSandboxLine(line);
        if (said !== null) ready.resolve(said);
      },
    },
    graceMs.sandbox,
  );
  return supervisor.during(ready.promise);
}

function toLogFile(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

function announce(url: string, { personas }: SandboxLine): string {
  const width = Math.max(...personas.map(({ email }) => email.length));
  const people = personas.map(({ email, role }) => `  ${email.padEnd(width)}  ${role}`);
  return [`Millwright runs at ${url}, over simulated clouds. Sign in as any of`, ...people].join('\n');
}
