import { z } from 'zod';
import type { ExporterSeries } from '../../contract/dcgm/exporter-series';
import type { MetricWindow } from '../../contract/provider';
import type { Prometheus, PrometheusAnswer } from '../connect/open-prometheus';
import { type QueryWindow, stepMs } from './plan-windows';

const matrixSchema = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])).default([]),
      }),
    ),
  }),
});

/** Series as the server has them, by name; values as their text, so that none is rounded before it is judged. */
export type ServedSeries = ExporterSeries;

/**
 * An expression at every step of a window. A series that has no sample for a step has none here either. Throws a
 * `ProviderError`.
 */
export async function querySeries(
  prometheus: Prometheus,
  expression: string,
  { start, end }: QueryWindow,
): Promise<PrometheusAnswer<ServedSeries[]>> {
  const parameters = {
    query: expression,
    start: toSeconds(start),
    end: toSeconds(end),
    step: String(stepMs / 1000),
  };
  return askForSeries(prometheus, 'query_range', parameters);
}

/**
 * What a selector matches, each sample as it was scraped, of the window before a moment. Throws a `ProviderError`.
 */
export async function querySamples(
  prometheus: Prometheus,
  selector: string,
  { from, to }: MetricWindow,
): Promise<PrometheusAnswer<ServedSeries[]>> {
  const seconds = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / 1000));
  return askForSeries(prometheus, 'query', { query: `${selector}[${seconds}s]`, time: toSeconds(to) });
}

async function askForSeries(
  prometheus: Prometheus,
  resource: 'query' | 'query_range',
  parameters: Record<string, string>,
): Promise<PrometheusAnswer<ServedSeries[]>> {
  const { data, hasWarnings } = await prometheus.ask({ resource, parameters }, matrixSchema);
  const series = data.data.result.map(({ metric: { __name__: name = '', ...labels }, values }) => ({
    name,
    labels,
    samples: values.map(([seconds, value]) => ({ at: new Date(Math.round(seconds * 1000)), value })),
  }));
  return { data: series, hasWarnings };
}

/**
 * The last sample within each step: without it a server repeats a sample for up to five minutes after its target is gone.
 * `matchers` narrow the labels, e.g. `mode="idle"`.
 */
export function lastOf(names: readonly string[], matchers = ''): string {
  const [only, ...others] = names;
  const selected = matchers === '' ? '' : `,${matchers}`;
  const selector =
    only !== undefined && others.length === 0 ? `${only}{${matchers}}` : `{__name__=~"${names.join('|')}"${selected}}`;
  return `last_over_time(${selector}[${stepMs / 1000}s])`;
}

function toSeconds(at: Date): string {
  return String(at.getTime() / 1000);
}
