import type { MetricSeries } from '@/lib/domain/metric';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openPrometheus, type Prometheus } from '../connect/open-prometheus';
import type { PrometheusSession } from '../connect/prometheus-session';
import { warned } from '../faults/warned';
import { prometheusRegion } from '../inventory/targets';
import { amdGroup } from './groups/amd';
import { blackboxGroup } from './groups/blackbox';
import { dcgmGroup } from './groups/dcgm';
import { kafkaGroup } from './groups/kafka';
import { nodeGroup } from './groups/node';
import { beegfsGroup, lustreGroup } from './groups/storage';
import { vllmGroup } from './groups/vllm';
import type { GroupQuery, MetricGroup } from './metric-group';
import { planWindows, type QueryWindow, stepMs } from './plan-windows';
import { querySeries, type ServedSeries } from './query-series';

/** The exporters whose series have canonical metrics. */
export const metricGroups: readonly MetricGroup[] = [
  dcgmGroup,
  amdGroup,
  nodeGroup,
  lustreGroup,
  beegfsGroup,
  kafkaGroup,
  blackboxGroup,
  vllmGroup,
];

/** Reads every group, a stretch of time after the other, at whole minutes. */
export async function* readMetrics(session: PrometheusSession, window: MetricWindow): AsyncGenerator<MetricRead, void> {
  const prometheus = openPrometheus(session);
  const { host: account } = prometheus;
  for (const stretch of planWindows(window)) {
    for (const group of metricGroups) {
      const { series, faults } = await readGroup(prometheus, group, stretch);
      session.signal.throwIfAborted();
      yield {
        account,
        region: prometheusRegion,
        group: group.name,
        result: {
          items: series,
          completeness: toCompleteness(toGaps(faults, { account, region: prometheusRegion, subject: group.name })),
          readAt: session.now(),
          source: `${account} query_range`,
        },
      };
    }
  }
}

async function readGroup(
  prometheus: Prometheus,
  group: MetricGroup,
  stretch: QueryWindow,
): Promise<{ series: MetricSeries[]; faults: ProviderError[] }> {
  const faults: ProviderError[] = [];
  const served: ServedSeries[] = [];
  for (const query of group.queries) {
    try {
      const { data, hasWarnings } = await querySeries(prometheus, query.expression, toAsked(query, stretch));
      const { name } = query;
      served.push(...(name === undefined ? data : data.map((series) => ({ ...series, name }))));
      if (hasWarnings) faults.push(warned('prometheus:query_range', prometheus.host));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.push(error);
    }
  }
  const series = await group.toSeries(served);
  return { series: series.flatMap((each) => within(each, stretch)), faults };
}

/** To tell what a counter grew by in the first step, the one before is needed. */
function toAsked({ isCounter }: GroupQuery, { start, end }: QueryWindow): QueryWindow {
  return isCounter ? { start: new Date(start.getTime() - stepMs), end } : { start, end };
}

function within(series: MetricSeries, { start, end }: QueryWindow): MetricSeries[] {
  const points = series.points.filter(({ at }) => at >= start && at <= end);
  return points.length === 0 ? [] : [{ ...series, points }];
}
