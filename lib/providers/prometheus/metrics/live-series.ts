import type { MetricPoint } from '@/lib/domain/metric';
import { dcgmNames, toOldName, xidCounts } from '../../contract/dcgm/dcgm-fields';
import { toDcgmSeries } from '../../contract/dcgm/to-dcgm-series';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { LiveMetrics, LiveRead, LiveSeries, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openPrometheus } from '../connect/open-prometheus';
import type { PrometheusSession } from '../connect/prometheus-session';
import { ambiguous } from '../faults/ambiguous';
import { warned } from '../faults/warned';
import { prometheusRegion } from '../inventory/targets';
import type { PrometheusSecret, PrometheusSettings } from '../settings';
import { pickOwnSeries } from './pick-own-series';
import { querySamples } from './query-series';

/** How exporters of different ages and scrapers call one thing. */
const uuidLabels = ['UUID', 'uuid', 'gpu_uuid'];
const hostLabels = ['Hostname', 'hostname', 'node'];

/** Series of NVIDIA's exporter, each asked for by its device's UUID, or by its host and index. */
export const liveSeries: LiveMetrics<PrometheusSettings, PrometheusSecret> = {
  mayRead: (series) => namesOf(series).length > 0 && toSelectors(series).length > 0,
  read: readLive,
};

async function readLive(session: PrometheusSession, series: LiveSeries, window: MetricWindow): Promise<LiveRead> {
  const prometheus = openPrometheus(session);
  const faults: ProviderError[] = [];
  let points: MetricPoint[] = [];
  try {
    for (const selector of toSelectors(series)) {
      const { data, hasWarnings } = await querySamples(prometheus, selector, window);
      if (hasWarnings) faults.push(warned('prometheus:query', prometheus.host));
      const own = pickOwnSeries(await toDcgmSeries(data), series);
      if (own === 'ambiguous') faults.push(ambiguous(prometheus.host));
      else points = own?.points.filter(({ at }) => at >= window.from && at < window.to) ?? [];
      if (own === 'ambiguous' || points.length > 0) break;
    }
  } catch (error) {
    session.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
  }
  session.signal.throwIfAborted();
  const place = { account: prometheus.host, region: prometheusRegion, subject: series.definition };
  return {
    items: points,
    completeness: toCompleteness(toGaps(faults, place)),
    readAt: session.now(),
    source: `${prometheus.host} query`,
  };
}

/** What the server may call the series: DCGM's names changed. None where it is made of several, or of counts of codes. */
function namesOf({ definition, subject, metric }: LiveSeries): string[] {
  if (subject !== 'accelerator' || metric === 'gpu.held' || definition === xidCounts) return [];
  return dcgmNames.filter((name) => toOldName(name) === definition);
}

/** One at a time is asked, until one finds something. */
function toSelectors(series: LiveSeries): string[] {
  const { 'gpu.uuid': uuid, 'host.name': host, 'gpu.index': index } = series.attributes;
  const names = `__name__=~"${namesOf(series).join('|')}"`;
  if (uuid !== undefined) return uuidLabels.map((label) => `{${names},${label}=${quote(uuid)}}`);
  if (host === undefined || index === undefined) return [];
  return hostLabels.map((label) => `{${names},${label}=${quote(host)},gpu=${quote(index)}}`);
}

/** As PromQL reads a text between quotes. */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
