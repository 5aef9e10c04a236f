import type { MetricsCapability, ProviderSession } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { moveWatermark, readWatermark } from '@/lib/store/metrics/watermark';
import type { CollectionContext, CollectionResult, Collector } from './collector';
import { MetricTally } from './metric-tally';
import { toNextWatermark, toWindow } from './metric-window';
import { readDeclaredMeters } from './read-declared-meters';
import { untilAborted } from './until-aborted';
import { toWholeGap } from './whole-gap';
import { writeParts } from './write-parts';

/**
 * Reads a connection's metrics into the store, from its watermark to now. What could not be read has no samples and is
 * a gap of the run; what was read twice is stored once. When nothing can be read at all the run has failed and its gap
 * says why; the watermark stays, so that the next run asks for the same again.
 */
export function toMetricsCollector(metricStore: MetricStore): Collector {
  return async (context) => {
    try {
      return await readAll(context, metricStore);
    } catch (error) {
      context.signal.throwIfAborted();
      const gap = toWholeGap(error);
      if (gap === null) throw error;
      return { outcome: 'failed', counts: null, gaps: [gap], notBefore: null };
    }
  };
}

async function readAll(context: CollectionContext, metricStore: MetricStore): Promise<CollectionResult> {
  const { connection, egressAllow, signal, now, limits } = context;
  const provider = await loadProvider(connection.provider);
  const { metrics } = provider;
  if (metrics === undefined) {
    const message = `${provider.title} has no metrics to read.`;
    throw new ProviderError({ kind: 'capability-unsupported', operation: 'metrics', message });
  }
  const secret = context.openSecret();
  const session = openSession(provider, { settings: connection.settings, secret, egressAllow, signal, now, limits });
  context.countCallsBy(() => session.calls.counts());
  try {
    return await readInto(context, metricStore, metrics, session);
  } finally {
    session.transport.close();
  }
}

async function readInto(
  context: CollectionContext,
  metricStore: MetricStore,
  metrics: MetricsCapability,
  session: ProviderSession,
): Promise<CollectionResult> {
  const { connection, assertLease, signal, now } = context;
  const { pool } = context.database;
  const tally = new MetricTally();
  const window = toWindow(await readWatermark(pool, connection.id), now());
  try {
    const named = readDeclaredMeters(context.database, connection.id, metrics, session, window);
    for (const reads of [metrics.read(session, window), named])
      for await (const read of untilAborted(reads, signal)) {
        const batch = { connectionId: connection.id, series: read.result.items, now: now() };
        tally.addRead(read, await writeParts(metricStore, batch, assertLease));
      }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    tally.addGap(error.toGap({}));
  }
  const result = tally.toResult(session.calls.notBefore());
  if (result.outcome !== 'failed') {
    const readFrom = toNextWatermark(window, metrics.settlesAfterMs, tally.missed);
    await moveWatermark(pool, connection.id, readFrom, assertLease);
  }
  return result;
}
