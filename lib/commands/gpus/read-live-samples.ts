import { requirePermission } from '@/lib/access/authorise';
import { serverLog } from '@/lib/access/server-log';
import type { GpuSamples, GpuSeriesTold } from '@/lib/api/contracts/gpu-history';
import { ActorQuota } from '@/lib/commands/actor-quota';
import type { CommandContext } from '@/lib/commands/command-context';
import type { ConnectionDeployment } from '@/lib/commands/connections/connection-target';
import type { MetricPoint } from '@/lib/domain/metric';
import type { Gap } from '@/lib/domain/provider-fault';
import { Refusal } from '@/lib/domain/refusal';
import type { LiveMetrics, LiveSeries, MetricWindow, ProviderSession } from '@/lib/providers/contract/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { addUsage } from '@/lib/store/api-usage/record-calls';
import { type ConnectionWithSecret, readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import type { SeriesIdentity } from '@/lib/store/metrics/metric-store';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';
import { SharedQuestions } from './shared-questions';

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
const minuteMs = 60_000;
const mostSamples = 5_000;
const quota = new ActorQuota(30, 'questions to sources');
/** Of a connection at once: its collections make calls under the same limits. */
const questions = new SharedQuestions<Answer>(4);

/** What a source told, or why it told nothing. */
interface Answer {
  items: MetricPoint[];
  /** Null: it did not answer. */
  source: string | null;
  askedAt: Date;
  periodMs: number | null;
  gaps: string[];
}

export interface LiveOptions {
  /** Aborted when whoever asks is gone. */
  signal?: AbortSignal;
  withinMs?: number;
}

/**
 * Asks the source of a series for its samples, now: those of the range's last hour. What the source could not give is said
 * in `gaps`. Who asks for the same as somebody else at the same time gets the same answer. The calls are on record with the
 * connection's others, and who asked is logged. Throws a Refusal where the source cannot be asked for the series alone,
 * where its connection is paused or gone, and where it was asked too often. A source that does not answer `withinMs` has
 * no samples.
 */
export async function readLiveSamples(
  context: CommandContext,
  { series, told, gaps: found }: SeriesOfDevice,
  range: { from: string; to: string },
  deployment: ConnectionDeployment,
  { signal, withinMs = answersWithinMs }: LiveOptions = {},
): Promise<GpuSamples> {
  const { actor, database, now, requestId } = context;
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
  quota.spend(actor, now);
  const { kind, id, label } = actor;
  serverLog.info({ requestId, actor: { kind, id, label }, connectionId, asked }, 'A source is asked for samples.');
  const window = toWindow(range);
  const timeout = AbortSignal.timeout(withinMs);
  const question = {
    connectionId,
    series: JSON.stringify([metric, definition, subject, Object.entries(attributes).sort()]),
    window: toMinutes(window),
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  };
  const silence = `${connection.name} did not answer within ${withinMs / 1000} seconds.`;
  const answer = await questions.ask(question, async (stopped) => {
    const session = openSession(provider, {
      settings: connection.settings,
      secret: openSecret(stored, deployment),
      egressAllow: deployment.egressAllow,
      signal: AbortSignal.any([stopped, AbortSignal.timeout(withinMs)]),
      now: () => new Date(),
    });
    try {
      return await ask(live, session, asked, { window: question.window, askedAt: now, silence });
    } finally {
      session.transport.close();
      await addUsage(database.pool, { connectionId, calls: session.calls.counts() });
    }
  });
  const items = answer?.items.filter(({ at }) => at >= window.from && at < window.to) ?? [];
  const samples = items.slice(-mostSamples).map(({ at, value }) => ({ at: at.toISOString(), value }));
  const source = answer?.source ?? null;
  return {
    ...told,
    origin: 'source',
    source,
    askedAt: answer === null || source === null ? null : answer.askedAt.toISOString(),
    periodMs: answer?.periodMs ?? null,
    samples,
    leftOut: items.length - samples.length,
    gaps: [
      ...found,
      ...(answer?.gaps ?? [silence]),
      ...(window.from.getTime() > Date.parse(range.from)
        ? ['The source is asked for the last hour of the range.']
        : []),
    ],
  };
}

async function ask(
  live: LiveMetrics,
  session: ProviderSession,
  series: LiveSeries,
  { window, askedAt, silence }: { window: MetricWindow; askedAt: Date; silence: string },
): Promise<Answer> {
  try {
    const { items, completeness, source, periodMs = null } = await live.read(session, series, window);
    return { items, source, askedAt, periodMs, gaps: completeness.complete ? [] : completeness.gaps.map(sayGap) };
  } catch (error) {
    if (!session.signal.aborted) throw error;
    return { items: [], source: null, askedAt, periodMs: null, gaps: [silence] };
  }
}

function sayGap({ message, remedy }: Gap): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

function toWindow({ from, to }: { from: string; to: string }): MetricWindow {
  const end = Date.parse(to);
  return { from: new Date(Math.max(Date.parse(from), end - longestMs)), to: new Date(end) };
}

/** Whole minutes around a window, so that those who ask at nearly the same time ask the same. */
function toMinutes({ from, to }: MetricWindow): MetricWindow {
  return {
    from: new Date(Math.floor(from.getTime() / minuteMs) * minuteMs),
    to: new Date(Math.ceil(to.getTime() / minuteMs) * minuteMs),
  };
}

function openSecret(stored: ConnectionWithSecret, { keys }: ConnectionDeployment): Record<string, string> | null {
  try {
    return stored.openSecret(keys);
  } catch (error) {
    throw error instanceof SecretUnreadable ? new Refusal('conflict', error.message) : error;
  }
}
