import type { MetricPoint } from '@/lib/domain/metric';
import type { ReadResult } from '@/lib/domain/provider-fault';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricWindow, NamedSeries } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openPrometheus } from '../connect/open-prometheus';
import type { PrometheusSession } from '../connect/prometheus-session';
import { ambiguous } from '../faults/ambiguous';
import { warned } from '../faults/warned';
import { prometheusRegion } from '../inventory/targets';
import { planWindows } from './plan-windows';
import { querySeries } from './query-series';
import { toPoints } from './values';

/** How far back a rate looks: two samples at least, of whoever scrapes once a minute. */
const rateOver = '3m';

/** One series by its name and matchers, minute by minute; of a counter its growth a second, resets told apart by the server. */
export async function readNamed(
  session: PrometheusSession,
  { series, isCounter }: NamedSeries,
  window: MetricWindow,
): Promise<ReadResult<MetricPoint>> {
  const prometheus = openPrometheus(session);
  const faults: ProviderError[] = [];
  const points: MetricPoint[] = [];
  const expression = isCounter ? `rate(${series}[${rateOver}])` : `last_over_time(${series}[1m])`;
  try {
    for (const stretch of planWindows(window)) {
      const { data, hasWarnings } = await querySeries(prometheus, expression, stretch);
      if (hasWarnings) faults.push(warned('prometheus:query_range', prometheus.host));
      const [only, ...others] = data;
      if (others.length > 0) faults.push(ambiguous(prometheus.host));
      else if (only !== undefined) points.push(...toPoints(only.samples, (value) => (value >= 0 ? value : null)));
    }
  } catch (error) {
    session.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
  }
  session.signal.throwIfAborted();
  return {
    items: points,
    completeness: toCompleteness(
      toGaps(faults, { account: prometheus.host, region: prometheusRegion, subject: series }),
    ),
    readAt: session.now(),
    source: `${prometheus.host} query_range`,
  };
}
