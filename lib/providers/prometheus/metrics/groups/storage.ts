import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { subtract, toPoints, toRatePoints } from '../values';

/** An exporter of a parallel file system, by the names of its series. */
interface StorageExporter {
  name: string;
  /** Canonical keys of the labels that tell its parts apart. */
  labels: Record<string, string>;
  capacity: { whole: string; left: string; toBytes: number };
  /** Counters, and what their growth a second is. */
  counters: Record<string, { metric: MetricName; attributes: Record<string, string> }>;
}

const flow = (direction: string) => ({ metric: 'storage.io.rate' as const, attributes: { direction } });
const operations = (attributes: Record<string, string>) => ({ metric: 'storage.operation.rate' as const, attributes });

const lustre: StorageExporter = {
  name: 'Lustre',
  labels: { 'storage.component': 'component', 'storage.target': 'target', operation: 'operation' },
  capacity: { whole: 'lustre_capacity_kilobytes', left: 'lustre_free_kilobytes', toBytes: 1024 },
  counters: {
    lustre_read_bytes_total: flow('read'),
    lustre_write_bytes_total: flow('write'),
    lustre_read_samples_total: operations({ operation: 'read' }),
    lustre_write_samples_total: operations({ operation: 'write' }),
    // Of each operation, named by a label.
    lustre_stats_total: operations({}),
  },
};

const beegfs: StorageExporter = {
  name: 'BeeGFS',
  labels: { 'storage.node': 'node_id', 'storage.target': 'target_id', 'host.name': 'hostname' },
  capacity: {
    whole: 'beegfs_target_disk_space_total_bytes',
    left: 'beegfs_target_disk_space_free_bytes',
    toBytes: 1,
  },
  counters: {
    beegfs_storage_disk_read_bytes_total: flow('read'),
    beegfs_storage_disk_write_bytes_total: flow('write'),
  },
};

function toGroup(exporter: StorageExporter) {
  const { name, capacity, counters } = exporter;
  return {
    name,
    queries: [
      { expression: lastOf([capacity.whole, capacity.left]) },
      { expression: lastOf(Object.keys(counters)), isCounter: true },
    ],
    toSeries: (served) =>
      gatherSeries([
        ...toCapacity(exporter, served),
        ...served.flatMap((series) => {
          const counter = Object.hasOwn(counters, series.name) ? counters[series.name] : undefined;
          if (counter === undefined) return [];
          const attributes = { ...toAttributes(exporter, series), ...counter.attributes };
          return [toSeries(series.name, counter.metric, attributes, toRatePoints(series.samples))];
        }),
      ]),
  } satisfies MetricGroup;
}

function toCapacity(exporter: StorageExporter, served: readonly ServedSeries[]): MetricSeries[] {
  const { whole, left, toBytes } = exporter.capacity;
  const pointsOf = ({ samples }: ServedSeries) => toPoints(samples, (value) => (value >= 0 ? value * toBytes : null));
  const keyOf = (series: ServedSeries) => JSON.stringify(toAttributes(exporter, series));
  const leftByKey = new Map(
    served.filter(({ name }) => name === left).map((series) => [keyOf(series), pointsOf(series)]),
  );
  return served
    .filter(({ name }) => name === whole)
    .flatMap((series) => {
      const attributes = toAttributes(exporter, series);
      const points = pointsOf(series);
      const used = subtract(points, leftByKey.get(keyOf(series)) ?? []);
      return [
        toSeries(whole, 'storage.capacity.limit', attributes, points),
        toSeries(`${whole} - ${left}`, 'storage.capacity.usage', attributes, used),
      ];
    });
}

function toSeries(
  definition: string,
  metric: MetricName,
  attributes: Record<string, string>,
  points: MetricSeries['points'],
): MetricSeries {
  return { metric, definition, subject: 'storage', attributes, points };
}

function toAttributes({ name, labels }: StorageExporter, series: ServedSeries): Record<string, string> {
  const system = { 'storage.system': name.toLowerCase() };
  return { ...system, ...toTargetAttribute(series.labels), ...pickLabels(series.labels, labels) };
}

export const lustreGroup = toGroup(lustre);
export const beegfsGroup = toGroup(beegfs);
