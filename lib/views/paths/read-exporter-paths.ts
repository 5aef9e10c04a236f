import { isProbeKind } from '@/lib/domain/probe/probe';
import { ProbeSum } from '@/lib/domain/probe/probe-sums';
import type { Database } from '@/lib/store/database/database';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { MeasuredPath, PathsAsked } from '@/lib/store/probes/read-paths';
import { readDeclaredTargets } from './declared-targets';
import { readExporterMinutes } from './exporter-minutes';

/**
 * The ways that exporters measure, from the samples that connections read of them: Prometheus's blackbox exporter. Percentiles
 * take single samples: a stretch longer than those are kept is unknown.
 */
export async function readExporterPaths(database: Database, asked: PathsAsked): Promise<MeasuredPath[]> {
  const { over, now } = asked;
  const targets = await readDeclaredTargets(database, asked, 'prometheus');
  if (targets.length === 0) return [];
  const store = metricStoreOf(database.pool);
  const range = { from: new Date(now.getTime() - over.ms), to: now };
  const minutes = over.ms > store.retention.rawMs ? [] : await readExporterMinutes(store, targets, range);
  const paths: MeasuredPath[] = [];
  for (const [index, { fromSite, toSite, kind: own }] of targets.entries()) {
    if (!isProbeKind(own)) continue;
    let path = paths.at(-1);
    if (path === undefined || path.from !== fromSite || path.to !== toSite || path.kind !== own) {
      path = { from: fromSite, to: toSite, kind: own, source: 'exporter', ...nothing() };
      paths.push(path);
    }
    path.targets += 1;
    for (const minute of minutes[index] ?? []) path.sum.add({ ...minute, lastMinute: minute.minute });
    path.lastMinute = path.sum.lastMinute;
  }
  return paths;
}

function nothing() {
  return { targets: 0, agents: new Set<string>(), sum: new ProbeSum(), lastMinute: null };
}
