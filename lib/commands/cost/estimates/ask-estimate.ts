import type { AskEstimate } from '@/lib/api/contracts/estimates';
import type { CommandContext } from '@/lib/commands/command-context';
import { type ConnectionDeployment, toTarget } from '@/lib/commands/connections/connection-target';
import { assertPermitted, type CommandDescription, runCommand } from '@/lib/commands/run-command';
import { formatAmount } from '@/lib/domain/cost/amount';
import { Refusal } from '@/lib/domain/refusal';
import type { EstimateCapability } from '@/lib/providers/contract/estimate';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import type { ProviderSession } from '@/lib/providers/contract/provider-session';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { type ConnectionWithSecret, readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { type Booking, settleBooking } from '@/lib/store/cost-estimates/book-spending';
import { writeEstimate } from '@/lib/store/cost-estimates/estimates';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';
import { asking, bookAsking, notAllowed } from './book-asking';

/** Somebody waits for it. */
const askWithinMs = 55_000;

/**
 * Asks a connection's provider what was spent, once, and keeps the answer. Refused where nobody allowed it, while another asks,
 * when it would cost more than the person was shown, and when the day's bound is reached. Its price is booked before, so
 * that it counts as spent even if nothing is heard of the asking again. Nothing is asked twice: a failed page, which is
 * paid as others are, is not tried again.
 */
export async function askEstimate(
  context: CommandContext,
  asked: AskEstimate,
  deployment: ConnectionDeployment,
): Promise<void> {
  const { connectionId } = asked;
  const { pool, prisma } = context.database;
  const before = toDescription(toTarget({ id: connectionId }));
  await assertPermitted(context, before);
  const found = await readConnectionWithSecret(prisma, connectionId);
  if (found === null) throw new Refusal('not-found', 'There is no such connection.');
  const provider = await loadProvider(found.connection.provider);
  const { estimate } = provider;
  if (estimate === undefined) throw notAllowed(found.connection);
  const secret = openSecret(found, deployment);
  const lease = await acquireLease(pool, {
    name: `estimate:${connectionId}`,
    holder: context.requestId,
    ttlMs: askWithinMs + 5_000,
  });
  if (lease === null) throw asking();
  try {
    const session = openSession(provider, {
      settings: found.connection.settings,
      secret,
      egressAllow: deployment.egressAllow,
      signal: AbortSignal.timeout(askWithinMs),
      now: () => new Date(),
      limits: { maxAttempts: 1 },
    });
    try {
      const { booking, pages } = await bookAsking(pool, lease, { connection: found.connection, estimate, asked });
      await askAndKeep(context, found.connection, estimate, { asked, pages, booking, session });
    } finally {
      session.transport.close();
    }
  } finally {
    await releaseLease(pool, lease);
  }
}

interface Asking {
  asked: AskEstimate;
  pages: number;
  booking: Booking;
  session: ProviderSession;
}

async function askAndKeep(
  context: CommandContext,
  connection: StoredConnection,
  estimate: EstimateCapability,
  { asked, pages, booking, session }: Asking,
): Promise<void> {
  const { connectionId, from, to } = asked;
  try {
    const { items, completeness } = await ask(estimate, session, { from, to }, pages);
    const costMicroUsd = session.calls.counts().reduce((sum, { costMicroUsd: cost }) => sum + cost, 0);
    const lines = items.map(({ amount, ...line }) => ({ ...line, amount: formatAmount(amount) }));
    await runCommand(context, toDescription(toTarget(connection)), async (tx) => {
      await writeEstimate(tx, {
        connectionId,
        from,
        to,
        askedBy: context.actor.label,
        askedAt: context.now,
        costMicroUsd,
        lines,
        gaps: completeness.complete ? [] : completeness.gaps,
      });
      return { result: undefined, audit: { from, to, costMicroUsd, lines: lines.length } };
    });
  } finally {
    await settleBooking(context.database.pool, booking, session.calls.counts());
  }
}

/** A provider's fault is told to whoever asked. */
async function ask(estimate: EstimateCapability, ...asked: Parameters<EstimateCapability['ask']>) {
  const [session] = asked;
  try {
    return await estimate.ask(...asked);
  } catch (error) {
    if (error instanceof ProviderError)
      throw new Refusal('unavailable', [error.message, error.remedy].filter(Boolean).join(' '));
    if (session.signal.aborted)
      throw new Refusal('unavailable', 'The provider did not answer in time. Try again later.');
    throw error;
  }
}

function openSecret(found: ConnectionWithSecret, { keys }: ConnectionDeployment): Record<string, string> | null {
  try {
    return found.openSecret(keys);
  } catch (error) {
    throw error instanceof SecretUnreadable ? new Refusal('conflict', error.message) : error;
  }
}

function toDescription(target: CommandDescription['target']): CommandDescription {
  return { action: 'cost.ask-estimate', permission: 'cost:write', target };
}
