import type { z } from 'zod';
import type { ConnectionReportView, testConnectionSchema } from '@/lib/api/contracts/connections';
import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted, type CommandDescription, runCommand } from '@/lib/commands/run-command';
import type { ProviderId } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import type { ConnectionReport, Provider, ProviderSession } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { addUsage } from '@/lib/store/api-usage/record-calls';
import { type ConnectionWithSecret, readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import type { Database } from '@/lib/store/database/database';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';
import { type ConnectionDeployment, toTarget } from './connection-target';
import { judgeConnection } from './judge-connection';
import { spendTest } from './test-quota';

export type ConnectionToTest = z.infer<typeof testConnectionSchema>;

const testWithinMs = 60_000;

/** Tries settings and secret without keeping them. Nothing is changed anywhere; that it was tried is on record. */
export async function testConnection(
  context: CommandContext,
  input: ConnectionToTest,
  deployment: ConnectionDeployment,
): Promise<ConnectionReportView> {
  const description = toDescription({ kind: 'connection', id: null, label: `new ${input.provider} connection` });
  await assertPermitted(context, description);
  spendTest(context.actor, context.now);
  return tryOut(context, description, input, deployment, null);
}

/** Tries a stored connection as it is, with its stored secret, which goes nowhere else. */
export async function testStoredConnection(
  context: CommandContext,
  id: string,
  deployment: ConnectionDeployment,
): Promise<ConnectionReportView> {
  await assertPermitted(context, toDescription(toTarget({ id })));
  spendTest(context.actor, context.now);
  const { prisma } = context.database;
  const found = await readConnectionWithSecret(prisma, id);
  if (found === null) throw new Refusal('not-found', 'There is no such connection.');
  const { connection } = found;
  const secret = openForTest(found, deployment);
  const { provider, settings } = connection;
  return tryOut(context, toDescription(toTarget(connection)), { provider, settings, secret }, deployment, id);
}

function openForTest(found: ConnectionWithSecret, { keys }: ConnectionDeployment): Record<string, string> | null {
  try {
    return found.openSecret(keys);
  } catch (error) {
    throw error instanceof SecretUnreadable ? new Refusal('conflict', error.message) : error;
  }
}

function toDescription(target: CommandDescription['target']): CommandDescription {
  return { action: 'connection.test', permission: 'connections:write', target };
}

async function tryOut(
  context: CommandContext,
  description: CommandDescription,
  input: { provider: ProviderId; settings: unknown; secret: unknown },
  deployment: ConnectionDeployment,
  connectionId: string | null,
): Promise<ConnectionReportView> {
  const { provider } = await judgeConnection(input.provider, input, deployment.egressAllow);
  const session = openSession(provider, {
    settings: input.settings,
    secret: input.secret,
    egressAllow: deployment.egressAllow,
    signal: AbortSignal.timeout(testWithinMs),
    now: () => new Date(),
  });
  try {
    const report = toView(await runTest(provider, session));
    await runCommand(context, description, async () => ({
      result: undefined,
      audit: { provider: provider.id, passed: report.passed, missingPermissions: report.missingPermissions },
    }));
    return report;
  } finally {
    session.transport.close();
    if (connectionId !== null) await meter(context.database, connectionId, session);
  }
}

/** A provider's fault is a finding of the test, not a failure of ours. */
async function runTest(provider: Provider, session: ProviderSession): Promise<ConnectionReport> {
  const failed = (message: string, remedy?: string): ConnectionReport => ({
    accounts: [],
    checks: [{ title: `Reach ${provider.title}`, outcome: 'failed', message, remedy }],
  });
  try {
    return await provider.test(session);
  } catch (error) {
    if (error instanceof ProviderError) return failed(error.message, error.remedy);
    if (session.signal.aborted)
      return failed(
        `${provider.title} did not answer everything within ${testWithinMs / 1000} seconds.`,
        'Check that the endpoint can be reached from where Millwright runs, and try again.',
      );
    throw error;
  }
}

function toView({ checks, accounts }: ConnectionReport): ConnectionReportView {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const missing = failed.flatMap(({ permission }) => (permission === undefined ? [] : [permission]));
  const passed = failed.length === 0 && checks.some(({ outcome }) => outcome === 'passed');
  return { passed, accounts, checks, missingPermissions: [...new Set(missing)].sort() };
}

async function meter(database: Database, connectionId: string, session: ProviderSession): Promise<void> {
  await addUsage(database.pool, { connectionId, calls: session.calls.counts() });
}
