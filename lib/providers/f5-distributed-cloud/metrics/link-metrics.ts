import type { MetricName } from '@/lib/domain/metric';

/** A metric of a way between sites, in F5's terms and in ours. */
export interface LinkMetric {
  type: string;
  metric: MetricName;
  attributes: Record<string, string>;
  measures: 'bytes' | 'packets' | 'share' | 'time' | 'state';
}

const receive = { direction: 'receive' };
const transmit = { direction: 'transmit' };

/** Everything that F5 measures of a way. In and out are as the reporting site sees them. */
export const linkMetrics: readonly LinkMetric[] = [
  { type: 'METRIC_TYPE_IN_BYTES', metric: 'link.io.rate', attributes: receive, measures: 'bytes' },
  { type: 'METRIC_TYPE_OUT_BYTES', metric: 'link.io.rate', attributes: transmit, measures: 'bytes' },
  { type: 'METRIC_TYPE_IN_DROP_PACKETS', metric: 'link.packet.drop.rate', attributes: receive, measures: 'packets' },
  { type: 'METRIC_TYPE_OUT_DROP_PACKETS', metric: 'link.packet.drop.rate', attributes: transmit, measures: 'packets' },
  { type: 'METRIC_TYPE_REACHABILITY_PERCENT', metric: 'link.reachability', attributes: {}, measures: 'share' },
  { type: 'METRIC_TYPE_LATENCY_SECONDS', metric: 'link.latency', attributes: {}, measures: 'time' },
  {
    type: 'METRIC_TYPE_DATA_PLANE_CONNECTION_STATUS',
    metric: 'link.state',
    attributes: { plane: 'data' },
    measures: 'state',
  },
  {
    type: 'METRIC_TYPE_CONTROL_PLANE_CONNECTION_STATUS',
    metric: 'link.state',
    attributes: { plane: 'control' },
    measures: 'state',
  },
];
