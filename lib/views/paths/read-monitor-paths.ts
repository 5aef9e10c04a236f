import type { Path } from '@/lib/api/contracts/paths';
import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { isProbeKind } from '@/lib/domain/probe/probe';
import type { Database } from '@/lib/store/database/database';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { PathsAsked } from '@/lib/store/probes/read-paths';
import { readDeclaredTargets } from './declared-targets';
import { type MonitorMinute, readMonitorMinutes } from './monitor-minutes';
import { toDistribution, toEndOfMinute } from './to-path';

/**
 * The ways that clouds' own monitors measure: Azure Connection Monitor. It tells one mean a minute, so that percentiles are of
 * those means and derived, and the share of failed checks without their number. A stretch longer than its minutes are kept is
 * unknown.
 */
export async function readMonitorPaths(database: Database, asked: PathsAsked): Promise<Path[]> {
  const { over, now } = asked;
  const targets = await readDeclaredTargets(database, asked, 'azure');
  if (targets.length === 0) return [];
  const store = metricStoreOf(database.pool);
  const range = { from: new Date(now.getTime() - over.ms), to: now };
  const minutes = over.ms > store.retention.rawMs ? [] : await readMonitorMinutes(database, store, targets, range);
  const ways = new Map<
    string,
    { from: string; to: string; kind: Path['kind']; told: MonitorMinute[]; targets: number }
  >();
  for (const [index, { fromSite: from, toSite: to, kind }] of targets.entries()) {
    if (!isProbeKind(kind)) continue;
    const key = `${from} ${to} ${kind}`;
    const way = ways.get(key) ?? { from, to, kind, told: [], targets: 0 };
    way.targets += 1;
    way.told.push(...(minutes[index] ?? []));
    ways.set(key, way);
  }
  return [...ways.values()].map(({ from, to, kind, told, targets: declared }) => ({
    from,
    to,
    kind,
    source: 'monitor',
    unit: 's',
    ...sumMonitorMinutes(told),
    failed: 0,
    fault: null,
    targets: declared,
    agents: 0,
    lastMeasuredAt: toEndOfMinute(toNewest(told), now),
  }));
}

/** What minutes of a monitor come to. Their number stands for attempts: how many checks each had is not told. */
export function sumMonitorMinutes(
  told: readonly MonitorMinute[],
): Pick<Path, 'state' | 'values' | 'loss' | 'jitter' | 'sent' | 'lost'> {
  const sketch = new LogSketch();
  for (const { latencyNs } of told) if (latencyNs !== null) sketch.record(latencyNs);
  const losses = told.flatMap(({ loss }) => loss ?? []);
  return {
    state: told.length === 0 ? 'unknown' : 'derived',
    values: toDistribution(sketch, 1_000_000_000),
    loss: losses.length === 0 ? null : losses.reduce((total, loss) => total + loss, 0) / losses.length,
    jitter: null,
    sent: told.length,
    lost: null,
  };
}

function toNewest(told: readonly MonitorMinute[]): Date | null {
  return told.reduce<Date | null>((newest, { at }) => (newest === null || at > newest ? at : newest), null);
}
