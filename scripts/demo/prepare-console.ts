import { randomUUID } from 'node:crypto';
import { cliActor } from '@/lib/access/actor';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { readConfig } from '@/lib/config/config';
import type { Environment } from '@/lib/config/environment';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { bringRates } from './bring-rates';
import { connectSandbox } from './connect-sandbox';
import { describePlaces } from './describe-places';
import { grantPersonas } from './grant-personas';
import type { SandboxLine } from './sandbox-line';

/** Brings a console's roles and its connection to the simulated clouds up to date with the sandbox that runs now. */
export async function prepareConsole(env: Environment, sandbox: SandboxLine): Promise<void> {
  const config = readConfig(env, 'cli');
  const database: Database = openDatabase(config.databaseUrl, {
    applicationName: 'millwright demo',
    maxConnections: 2,
  });
  try {
    const context = { actor: cliActor('demo'), database, now: new Date(), requestId: `demo-${randomUUID()}` };
    // The audit head outside the database is only ever made beside an empty record, so before the first entry.
    await advanceAnchor(database, config.auditAnchorPath);
    await grantPersonas({ context, config }, sandbox.personas);
    // Before the first read, so that everything stands where it belongs from the first.
    await describePlaces({ context, config }, sandbox.places);
    await bringRates({ context });
    await connectSandbox({ context, config }, sandbox.connections);
  } finally {
    await database.close();
  }
}
