import type { MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { stepMs } from '../plan-windows';
import { lastOf, type ServedSeries } from '../query-series';
import { subtract, toNumber, toPoints, toRatePoints } from '../values';

const idle = lastOf(['node_cpu_seconds_total'], 'mode="idle"');
/**
 * Per processor, the counters would be more than all else together, so the server adds them up. It is not asked for their
 * rate: PromQL's, over a range that a series does not fill, is too low, and makes a host that just came up look busy.
 */
const idleSeconds = `sum without (cpu, mode) (${idle})`;
const processors = `count without (cpu, mode) (${idle})`;
/** Memory, and what has no device behind it. */
const passing = 'fstype!~"tmpfs|devtmpfs|ramfs|overlay|squashfs|nsfs|fuse.lxcfs|autofs|rpc_pipefs|iso9660"';

const total = 'node_memory_MemTotal_bytes';
const available = 'node_memory_MemAvailable_bytes';
const size = 'node_filesystem_size_bytes';
const free = 'node_filesystem_free_bytes';
const directions: Record<string, string> = {
  node_infiniband_port_data_received_bytes_total: 'receive',
  node_infiniband_port_data_transmitted_bytes_total: 'transmit',
};
const identity = 'node_uname_info';
/** A minute's growth reaches beyond its processors' whole time by what two scrapes are not a minute apart. */
const scrapeTolerance = 0.05;

/** Prometheus's node exporter. */
export const nodeGroup = {
  name: 'node exporter',
  queries: [
    { expression: lastOf([total, available, identity]) },
    { expression: lastOf([size, free], passing) },
    { expression: lastOf(Object.keys(directions)), isCounter: true },
    { expression: idleSeconds, name: idleSeconds, isCounter: true },
    { expression: processors, name: processors, isCounter: true },
  ],
  toSeries(served) {
    const hosts = toHostNames(served);
    const byName = Map.groupBy(served, ({ name }) => name);
    const of = (name: string) => byName.get(name) ?? [];
    return gatherSeries([
      ...toUtilization(of(idleSeconds), of(processors), hosts),
      ...of(total).map((series) => ({
        ...toHostSeries(series, hosts, { metric: 'host.memory.limit', definition: total, points: toBytes(series) }),
      })),
      ...toUsage(of(total), of(available), hosts, 'host.memory.usage', []),
      ...of(size).map((series) => ({
        ...toHostSeries(series, hosts, { metric: 'host.filesystem.limit', definition: size, points: toBytes(series) }),
        attributes: toAttributes(series, hosts, fileSystemLabels),
      })),
      ...toUsage(of(size), of(free), hosts, 'host.filesystem.usage', fileSystemLabels),
      ...Object.entries(directions).flatMap(([name, direction]) =>
        of(name).map(
          (series): MetricSeries => ({
            metric: 'fabric.io.rate',
            definition: name,
            subject: 'host',
            attributes: { ...toAttributes(series, hosts, ['device', 'port']), direction },
            points: toRatePoints(series.samples),
          }),
        ),
      ),
    ]);
  },
} satisfies MetricGroup;

const fileSystemLabels = ['mountpoint', 'device', 'fstype'];

type Told = Pick<MetricSeries, 'metric' | 'definition' | 'points'>;

function toHostSeries(series: ServedSeries, hosts: ReadonlyMap<string, string>, told: Told): MetricSeries {
  return { ...told, subject: 'host', attributes: toAttributes(series, hosts, []) };
}

/** Where the number of processors was the same at both ends of a step, the share of their time that was not idle. */
function toUtilization(
  idling: readonly ServedSeries[],
  counts: readonly ServedSeries[],
  hosts: ReadonlyMap<string, string>,
): MetricSeries[] {
  const countsByLabels = new Map(counts.map((series) => [keyOf(series), series.samples]));
  return idling.map((series) => {
    const counted = new Map(countsByLabels.get(keyOf(series))?.map(({ at, value }) => [at.getTime(), toNumber(value)]));
    // Once a counter began anew, idle time is missing, which would pass for busy time.
    const points = toRatePoints(series.samples, 'drop resets').flatMap(({ at, value }) => {
      const count = counted.get(at.getTime());
      if (!count || counted.get(at.getTime() - stepMs) !== count) return [];
      const share = 1 - value / count;
      return share < -scrapeTolerance || share > 1 ? [] : [{ at, value: Math.max(0, share) }];
    });
    const definition = `1 - increase of ${idleSeconds} / ${processors}`;
    return toHostSeries(series, hosts, { metric: 'host.cpu.utilization', definition, points });
  });
}

function toBytes({ samples }: ServedSeries) {
  return toPoints(samples, (value) => (value >= 0 ? value : null));
}

/** What there is less what is left, where both are known of one thing at one moment. */
function toUsage(
  whole: readonly ServedSeries[],
  left: readonly ServedSeries[],
  hosts: ReadonlyMap<string, string>,
  metric: 'host.memory.usage' | 'host.filesystem.usage',
  extra: readonly string[],
): MetricSeries[] {
  const byLabels = new Map(left.map((series) => [keyOf(series), series]));
  return whole.flatMap((series) => {
    const other = byLabels.get(keyOf(series));
    if (other === undefined) return [];
    const points = subtract(toBytes(series), toBytes(other));
    const definition = `${series.name} - ${other.name}`;
    return [{ metric, definition, subject: 'host', attributes: toAttributes(series, hosts, extra), points }];
  });
}

function keyOf({ labels }: ServedSeries): string {
  return JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What a host calls itself, by where it is scraped: an instance is often only its address. */
function toHostNames(served: readonly ServedSeries[]): Map<string, string> {
  return new Map(
    served.flatMap(({ name, labels }) => {
      const { resource } = toTargetAttribute(labels);
      return name === identity && resource !== undefined && labels.nodename ? [[resource, labels.nodename]] : [];
    }),
  );
}

function toAttributes(
  { labels }: ServedSeries,
  hosts: ReadonlyMap<string, string>,
  extra: readonly string[],
): Record<string, string> {
  const target = toTargetAttribute(labels);
  const host = hosts.get(target.resource ?? '') ?? toHost(labels.instance);
  return {
    ...target,
    ...(host === undefined ? {} : { 'host.name': host }),
    ...pickLabels(labels, Object.fromEntries(extra.map((label) => [label, label]))),
  };
}

/** An instance without its port. */
function toHost(instance: string | undefined): string | undefined {
  return instance?.replace(/:\d+$/, '') || undefined;
}
