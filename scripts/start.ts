import { join } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import { toFailureText } from '@/lib/cli/plain-error';
import { openDatabase } from '@/lib/store/database/database';
import { migrate } from '@/lib/store/database/migrate';
import { RunEnded, Supervisor, toDeathSentence, toExitCode } from './processes/supervise';
import { toWebArgs } from './processes/to-web-args';
import { workerProcess } from './processes/worker-process';
import { requireProduction } from './start/require-production';
import { requireWayIn } from './start/require-way-in';
import { toPort } from './to-port';

const graceMs = { web: 10_000, worker: 15_000 };

const { port, host } = new Command('npm start --')
  .description('Runs web and worker against DATABASE_URL. docs/operations.md lists the environment.')
  .option('--port <port>', 'port of the console', toPort, 3000)
  .option('--host <address>', 'address to listen on', '0.0.0.0')
  .parse()
  .opts<{ port: number; host: string }>();

async function start(supervisor: Supervisor): Promise<void> {
  const config = requireProduction(process.env);
  await supervisor.during(migrate(config.databaseUrl));
  const database = openDatabase(config.databaseUrl, { applicationName: 'millwright start', maxConnections: 2 });
  try {
    await supervisor.during(requireWayIn(config, database));
  } finally {
    await database.close();
  }
  await supervisor.during(build());
  const next = 'node_modules/next/dist/bin/next';
  await supervisor.start({ ...workerProcess, env: process.env, logFile: null }, graceMs.worker);
  await supervisor.start(
    { name: 'web', script: next, args: toWebArgs(port, host), env: process.env, logFile: null },
    graceMs.web,
  );
}

/** Builds the console when its sources have changed since the last time. */
async function build(): Promise<void> {
  const setup = join(import.meta.dirname, 'setup.mjs');
  await execa(process.execPath, [setup, '--build'], { stdio: 'inherit' });
}

const supervisor = new Supervisor();
let exitCode = 1;
try {
  await start(supervisor);
  throw new RunEnded(await supervisor.ended);
} catch (error) {
  if (!(error instanceof RunEnded)) console.error(toFailureText(error));
  else {
    exitCode = toExitCode(error.end);
    if ('died' in error.end) console.error(`${toDeathSentence(error.end.died)} Everything else is stopped with it.`);
  }
} finally {
  await supervisor.stopAll();
}
process.exit(exitCode);
