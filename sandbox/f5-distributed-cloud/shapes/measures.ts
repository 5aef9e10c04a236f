import type { EdgeReading } from '../../world/f5-distributed-cloud/records';

/** A measure of an edge: what each of the two APIs calls it, and where it is read. */
interface Measure {
  topology: string;
  graph: string | null;
  unit: string;
  graphUnit: string;
  read(reading: EdgeReading): number;
}

const measures: readonly Measure[] = [
  {
    topology: 'METRIC_TYPE_IN_BYTES',
    graph: 'EDGE_IN_THROUGHPUT',
    unit: 'UNIT_BYTES_PER_SECOND',
    graphUnit: 'UNIT_BITS_PER_SECOND',
    read: ({ inBytesPerSecond }) => inBytesPerSecond,
  },
  {
    topology: 'METRIC_TYPE_OUT_BYTES',
    graph: 'EDGE_OUT_THROUGHPUT',
    unit: 'UNIT_BYTES_PER_SECOND',
    graphUnit: 'UNIT_BITS_PER_SECOND',
    read: ({ outBytesPerSecond }) => outBytesPerSecond,
  },
  {
    topology: 'METRIC_TYPE_IN_DROP_PACKETS',
    graph: 'EDGE_IN_DROP_RATE',
    unit: 'UNIT_PACKETS_PER_SECOND',
    graphUnit: 'UNIT_PACKETS_PER_SECOND',
    read: ({ inDropsPerSecond }) => inDropsPerSecond,
  },
  {
    topology: 'METRIC_TYPE_OUT_DROP_PACKETS',
    graph: 'EDGE_OUT_DROP_RATE',
    unit: 'UNIT_PACKETS_PER_SECOND',
    graphUnit: 'UNIT_PACKETS_PER_SECOND',
    read: ({ outDropsPerSecond }) => outDropsPerSecond,
  },
  {
    topology: 'METRIC_TYPE_REACHABILITY_PERCENT',
    graph: 'EDGE_REACHABILITY',
    unit: 'UNIT_PERCENTAGE',
    graphUnit: 'UNIT_PERCENTAGE',
    read: ({ reachabilityPercent }) => reachabilityPercent,
  },
  {
    topology: 'METRIC_TYPE_LATENCY_SECONDS',
    graph: 'EDGE_LATENCY',
    unit: 'UNIT_SECONDS',
    graphUnit: 'UNIT_SECONDS',
    read: ({ latencySeconds }) => latencySeconds,
  },
  {
    topology: 'METRIC_TYPE_DATA_PLANE_CONNECTION_STATUS',
    graph: 'EDGE_DATA_PLANE_CONNECTION_STATUS',
    unit: 'UNIT_COUNT',
    graphUnit: 'UNIT_COUNT',
    read: ({ dataPlane }) => dataPlane,
  },
  {
    topology: 'METRIC_TYPE_CONTROL_PLANE_CONNECTION_STATUS',
    graph: 'EDGE_CONTROL_PLANE_CONNECTION_STATUS',
    unit: 'UNIT_COUNT',
    graphUnit: 'UNIT_COUNT',
    read: ({ controlPlane }) => controlPlane,
  },
];

/** The names topology gives its metrics, those of machines among them. */
export const topologyMetrics = [
  ...measures.map(({ topology }) => topology),
  'METRIC_TYPE_CPU_USAGE_PERCENT',
  'METRIC_TYPE_MEMORY_USAGE_PERCENT',
  'METRIC_TYPE_DISK_USAGE_PERCENT',
];

/** The names the connectivity graph gives the metrics of an edge. */
export const graphMetrics = [
  'EDGE_METRIC_TYPE_NONE',
  'EDGE_CONNECTION_STATUS',
  'EDGE_ARES_CONNECTION_STATUS',
  ...measures.flatMap(({ graph }) => graph ?? []),
];

/** The moments a series has values at, in milliseconds. */
export type Moments = readonly number[];

/** Metrics as topology writes them. */
export function toTopologyMetrics(
  wanted: readonly string[],
  moments: Moments,
  readingAt: (ms: number) => EdgeReading,
  labels: Record<string, string>,
): Record<string, unknown>[] {
  return measures
    .filter(({ topology }) => wanted.includes(topology))
    .map(({ topology, unit, read }) => ({
      type: topology,
      unit,
      data: [{ labels, values: toValues(moments, (ms) => read(readingAt(ms))) }],
    }));
}

/** Metrics as the connectivity graph writes them. */
export function toGraphMetrics(
  wanted: readonly string[],
  moments: Moments,
  readingAt: (ms: number) => EdgeReading,
  prefix: 'EDGE_' | 'NODE_',
): Record<string, unknown>[] {
  return measures
    .map((measure) => ({ ...measure, name: measure.graph?.replace('EDGE_', prefix) }))
    .filter(({ name }) => name !== undefined && wanted.includes(name))
    .map(({ name, graphUnit, read }) => {
      const factor = graphUnit === 'UNIT_BITS_PER_SECOND' ? 8 : 1;
      return {
        type: name,
        unit: graphUnit,
        value: {
          raw: toValues(moments, (ms) => read(readingAt(ms)) * factor),
          anomaly: [],
          trend: [],
          healthscore: [],
          confidence_lower_bound: [],
          confidence_upper_bound: [],
        },
      };
    });
}

/** Seconds as a number, the value as text; a moment without a value has none. */
function toValues(
  moments: Moments,
  valueAt: (ms: number) => number,
): { timestamp: number; value: string; trend_value: null }[] {
  return moments.flatMap((ms) => {
    const value = valueAt(ms);
    return Number.isNaN(value) ? [] : [{ timestamp: ms / 1000, value: String(value), trend_value: null }];
  });
}
