import type { FleetSample } from '@/lib/analytics/gpus/fleet/fleet-sample';
import type { Source } from '@/lib/api/contracts/sources';
import type { MetricName } from '@/lib/domain/metric';
import type { MetricStore } from '@/lib/store/metrics/metric-store';

/** A sample older than so many collection intervals of its source says nothing of now. */
const expiredAfterIntervals = 6;
/** How far back newest samples are looked for at least: some matter for being too old. */
const leastLookbackMs = 30 * 60_000;

/** How old a sample of each connection that has metrics may be and still tell of now, in milliseconds. */
export function toMaxAges(sources: readonly Source[]): ReadonlyMap<string, number> {
  return new Map(
    sources
      .filter(({ capability }) => capability === 'metrics')
      .map(({ connectionId, intervalMs }) => [connectionId, expiredAfterIntervals * intervalMs]),
  );
}

/** The newest samples of every device, who holds it, and how many devices each host has given out. */
export async function readSamples(
  store: MetricStore,
  metrics: readonly MetricName[],
  maxAges: ReadonlyMap<string, number>,
  now: Date,
): Promise<{ samples: FleetSample[]; gaps: readonly string[] }> {
  const lookbackMs = Math.max(leastLookbackMs, ...maxAges.values());
  const since = new Date(now.getTime() - lookbackMs);
  const connectionIds = [...maxAges.keys()];
  const [devices, hosts] = await Promise.all([
    store.readNewest({ metrics: [...metrics, 'gpu.held'], connectionIds, subject: 'accelerator' }, since),
    store.readNewest({ metrics: ['gpu.allocated'], connectionIds, subject: 'host' }, since),
  ]);
  return { samples: [...devices.items, ...hosts.items], gaps: [...devices.gaps, ...hosts.gaps] };
}
