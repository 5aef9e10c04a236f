import type { LineSeries } from '@/components/charts/prepare/to-line-chart';
import type { GpuHistory } from '@/lib/api/contracts/gpu-history';
import type { MetricName } from '@/lib/domain/metric';
import { nameMetric } from '@/lib/format/metric-words';

type Series = GpuHistory['series'][number];

/** One chart of a device: series of one unit that are read together. */
export interface ChartGroup {
  id: string;
  title: string;
  unit: string;
  /** What is measured, and by whom under which name. */
  definition: string;
  series: LineSeries[];
}

const charts: ReadonlyArray<{ id: string; title: string; metrics: readonly MetricName[] }> = [
  {
    id: 'utilisation',
    title: 'Utilisation, by definition',
    metrics: ['hw.gpu.utilization', 'gpu.engine.active', 'gpu.sm.active', 'gpu.tensor.active'],
  },
  { id: 'bandwidth', title: 'Memory bandwidth', metrics: ['gpu.memory.bandwidth.active'] },
  { id: 'memory', title: 'Memory', metrics: ['hw.gpu.memory.usage', 'hw.gpu.memory.limit'] },
  { id: 'memory-share', title: 'Memory, share in use', metrics: ['hw.gpu.memory.utilization'] },
  { id: 'power', title: 'Power', metrics: ['hw.power'] },
  { id: 'energy', title: 'Energy', metrics: ['hw.energy'] },
  { id: 'temperature', title: 'Temperature', metrics: ['hw.temperature'] },
  { id: 'throttling', title: 'Throttling', metrics: ['gpu.throttle.time'] },
  { id: 'nvlink', title: 'NVLink', metrics: ['gpu.nvlink.io.rate'] },
  { id: 'pcie', title: 'PCIe', metrics: ['gpu.pcie.io.rate'] },
  { id: 'errors', title: 'Memory errors (ECC)', metrics: ['hw.errors'] },
];

/** The charts that something was measured for, and the names of those that nobody measured anything for. */
export function toChartGroups(history: Pick<GpuHistory, 'series'>): { groups: ChartGroup[]; unmeasured: string[] } {
  const found = charts.map(({ metrics, ...chart }) => ({
    ...chart,
    members: metrics.flatMap((metric) => history.series.filter((series) => series.metric === metric)),
  }));
  const measured = new Set(history.series.map(({ metric }) => metric));
  return {
    groups: found.flatMap(({ id, title, members }) => {
      const [first] = members;
      if (!first) return [];
      return [{ id, title, unit: first.unit, definition: toDefinition(members), series: toLines(members) }];
    }),
    unmeasured: charts
      .flatMap(({ metrics }) => metrics)
      .filter((metric) => !measured.has(metric))
      .map(nameMetric),
  };
}

function toLines(members: readonly Series[]): LineSeries[] {
  const isOneMetric = new Set(members.map(({ metric }) => metric)).size === 1;
  const isOneSource =
    new Set(members.map(({ connectionName, definition }) => `${connectionName} ${definition}`)).size === 1;
  return members.map((series, index) => {
    const attributes = Object.values(series.attributes).join(', ');
    const isTwin = members.some(
      (other) => other !== series && other.metric === series.metric && other.definition !== series.definition,
    );
    const parts = [
      isOneMetric && attributes !== '' ? '' : nameMetric(series.metric),
      attributes,
      isTwin ? series.definition : '',
      isOneSource || !hasOtherSource(members, series) ? '' : series.connectionName,
    ];
    return {
      key: `s${index}`,
      label: parts.filter((part) => part !== '').join(', '),
      values: series.rise ?? series.mean,
    };
  });
}

/** Whether another source measures the same metric under the same name. */
function hasOtherSource(members: readonly Series[], { metric, definition, connectionName }: Series): boolean {
  return members.some(
    (other) => other.metric === metric && other.definition === definition && other.connectionName !== connectionName,
  );
}

function toDefinition(members: readonly Series[]): string {
  // What a metric says marks names of attributes for documents.
  const sentences = [...new Set(members.map(({ says }) => says.replaceAll('`', '')))];
  const names = [...Map.groupBy(members, ({ connectionName }) => connectionName)].map(
    ([source, ofSource]) => `${[...new Set(ofSource.map(({ definition }) => definition))].join(', ')} (${source})`,
  );
  const isCounter = members.some(({ rise }) => rise !== null);
  return `${sentences.join(' ')}${isCounter ? ' A point is what the counter rose by.' : ''} Measured as ${names.join('; ')}.`;
}
