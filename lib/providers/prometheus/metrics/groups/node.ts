import type { MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { subtract, toPoints, toRatePoints } from '../values';

const idle = 'node_cpu_seconds_total{mode="idle"}';
/** Per processor, the counters would be more than all else together; the server turns them into one series a host. */
const idleShare = `avg without (cpu, mode) (rate(${idle}[2m]))`;
const idleName = 'idle share';
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
/** A rate reaches beyond its processors' whole time by what the server rounds. */
const roundingTolerance = 0.02;

/** Prometheus's node exporter. */
export const nodeGroup: MetricGroup = {
  name: 'node exporter',
  queries: [
    { expression: lastOf([total, available, identity]) },
    { expression: lastOf([size, free], passing) },
    { expression: lastOf(Object.keys(directions)), isCounter: true },
    { expression: idleShare, name: idleName },
  ],
  toSeries(served) {
    const hosts = toHostNames(served);
    const byName = Map.groupBy(served, ({ name }) => name);
    const of = (name: string) => byName.get(name) ?? [];
    return gatherSeries([
      ...of(idleName).map((series) => toHostSeries(series, hosts, toUtilization(series))),
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
};

const fileSystemLabels = ['mountpoint', 'device', 'fstype'];

type Told = Pick<MetricSeries, 'metric' | 'definition' | 'points'>;

function toHostSeries(series: ServedSeries, hosts: ReadonlyMap<string, string>, told: Told): MetricSeries {
  return { ...told, subject: 'host', attributes: toAttributes(series, hosts, []) };
}

function toUtilization({ samples }: ServedSeries): Told {
  const points = toPoints(samples, (value) => {
    const share = 1 - value;
    if (share < -roundingTolerance || share > 1 + roundingTolerance) return null;
    return Math.min(1, Math.max(0, share));
  });
  return { metric: 'host.cpu.utilization', definition: `1 - ${idleShare}`, points };
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
