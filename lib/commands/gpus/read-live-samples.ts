import { requirePermission } from '@/lib/access/authorise';
import type { GpuSamples, GpuSeriesTold } from '@/lib/api/contracts/gpus';
import { ActorQuota } from '@/lib/commands/actor-quota';
import type { CommandContext } from '@/lib/commands/command-context';
import type { ConnectionDeployment } from '@/lib/commands/connections/connection-target';
import type { Gap } from '@/lib/domain/provider-fault';
import { Refusal } from '@/lib/domain/refusal';
import type { LiveMetrics, LiveSeries, MetricWindow, ProviderSession } from '@/lib/providers/contract/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { addUsage } from '@/lib/store/api-usage/record-calls';
import { type ConnectionWithSecret, readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import type { SeriesIdentity } from '@/lib/store/metrics/metric-store';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';

/** A series of a device that whoever asks may see, and what is told of it whoever gives its samples. */
export interface SeriesOfDevice {
  series: SeriesIdentity;
  told: GpuSeriesTold;
  /** Why it may not be the one that is meant, a sentence each. */
  gaps: readonly string[];
}

const answersWithinMs = 10_000;
/** What is asked for at once: somebody waits, and some sources give a sample each few seconds. */
const longestMs = 3_600_000;
const mostSamples = 5_000;
const questions = new ActorQuota(30, 'questions to sources');

/**
 * Asks the source of a series for its samples, now: those of the range's last hour. What the source could not give is said
 * in `gaps`. The calls are on record with the connection's others. Throws a Refusal where the source cannot be asked for
 * the series alone, where its connection is paused or gone, and where it was asked too often. A source that does not
 * answer `withinMs` has no samples.
 */
export async function readLiveSamples(
  context: CommandContext,
  { series, told, gaps: found }: SeriesOfDevice,
  range: { from: string; to: string },
  deployment: ConnectionDeployment,
  withinMs = answersWithinMs,
): Promise<GpuSamples> {
  const { actor, database, now } = context;
  requirePermission(actor, 'inventory:read');
  const { connectionId, metric, definition, subject, attributes } = series;
  const asked: LiveSeries = { metric, definition, subject, attributes: { ...attributes } };
  const stored = await readConnectionWithSecret(database.prisma, connectionId);
  if (stored === null) throw new Refusal('not-found', 'The connection that measured this is gone.');
  const { connection } = stored;
  if (connection.paused) throw new Refusal('conflict', `${connection.name} is paused, so its source is not asked.`);
  const provider = await loadProvider(connection.provider);
  const live = provider.metrics?.live;
  if (!live?.mayRead(asked))
    throw new Refusal('conflict', `${provider.title} cannot be asked for this series alone: what is stored is all.`);
  questions.spend(actor, now);
  const window = toWindow(range);
  const session = openSession(provider, {
    settings: connection.settings,
    secret: openSecret(stored, deployment),
    egressAllow: deployment.egressAllow,
    signal: AbortSignal.timeout(withinMs),
    now: () => new Date(),
  });
  try {
    const { items, gaps, source, periodMs } = await ask(live, session, asked, {
      window,
      withinMs,
      connectionName: connection.name,
    });
    const samples = items.slice(-mostSamples).map(({ at, value }) => ({ at: at.toISOString(), value }));
    return {
      ...told,
      origin: 'source',
      source,
      askedAt: source === null ? null : now.toISOString(),
      periodMs,
      samples,
      leftOut: items.length - samples.length,
      gaps: [
        ...found,
        ...gaps,
        ...(window.from.getTime() > Date.parse(range.from)
          ? ['The source is asked for the last hour of the range.']
          : []),
      ],
    };
  } finally {
    session.transport.close();
    await addUsage(database.pool, { connectionId, calls: session.calls.counts() });
  }
}

async function ask(
  live: LiveMetrics,
  session: ProviderSession,
  series: LiveSeries,
  { window, withinMs, connectionName }: { window: MetricWindow; withinMs: number; connectionName: string },
) {
  try {
    const { items, completeness, source, periodMs = null } = await live.read(session, series, window);
    return { items, source, periodMs, gaps: completeness.complete ? [] : completeness.gaps.map(sayGap) };
  } catch (error) {
    if (!session.signal.aborted) throw error;
    const gap = `${connectionName} did not answer within ${withinMs / 1000} seconds.`;
    return { items: [], source: null, periodMs: null, gaps: [gap] };
  }
}

function sayGap({ message, remedy }: Gap): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

function toWindow({ from, to }: { from: string; to: string }): MetricWindow {
  const end = Date.parse(to);
  return { from: new Date(Math.max(Date.parse(from), end - longestMs)), to: new Date(end) };
}

function openSecret(stored: ConnectionWithSecret, { keys }: ConnectionDeployment): Record<string, string> | null {
  try {
    return stored.openSecret(keys);
  } catch (error) {
    throw error instanceof SecretUnreadable ? new Refusal('conflict', error.message) : error;
  }
}
