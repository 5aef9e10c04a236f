import type { MetricSeries } from '@/lib/domain/metric';
import { dcgmNames } from '../../contract/dcgm/dcgm-fields';
import type { ExporterSeries } from '../../contract/dcgm/exporter-series';
import { toDcgmSeries } from '../../contract/dcgm/to-dcgm-series';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { clusterRegion } from '../../kubernetes/inventory/place';
import { askMetrics, type CoreWeaveSession, type Matrix, matrixSchema } from './metrics-api';

const operation = 'metrics:query';
/** One query's stretch, in milliseconds, and names: 20,000 devices with a sample every 15 s stay below what an answer may hold. */
const stretchMs = 5 * 60_000;
const namesAtOnce = 2;

/** Reads DCGM's series of the cluster as the exporter served them: raw samples at their own time, none made up. */
export async function* readMetrics(session: CoreWeaveSession, window: MetricWindow): AsyncGenerator<MetricRead, void> {
  const { metricsUrl, clusterName: account } = session.settings;
  if (metricsUrl === undefined) return;
  for (const stretch of toStretches(window)) {
    const { series, faults } = await readStretch(session, metricsUrl, stretch);
    yield {
      account,
      region: clusterRegion,
      group: 'DCGM',
      result: {
        items: series,
        completeness: toCompleteness(toGaps(faults, { account, region: clusterRegion, subject: 'DCGM' })),
        readAt: session.now(),
        source: `${account} metrics`,
      },
    };
  }
}

async function readStretch(
  session: CoreWeaveSession,
  metricsUrl: string,
  stretch: MetricWindow,
): Promise<{ series: MetricSeries[]; faults: ProviderError[] }> {
  const served: ExporterSeries[] = [];
  const faults: ProviderError[] = [];
  for (let start = 0; start < dcgmNames.length; start += namesAtOnce) {
    const names = dcgmNames.slice(start, start + namesAtOnce);
    try {
      const form = toQuery(names, stretch);
      const matrix = await askMetrics(session, metricsUrl, { operation, path: '/api/v1/query', form }, matrixSchema);
      served.push(...toExporterSeries(matrix, stretch));
      if (matrix.warnings !== undefined && matrix.warnings.length > 0) faults.push(toPartial());
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.push(error);
    }
  }
  return { series: await toDcgmSeries(served), faults };
}

/**
 * A query over a range at one instant answers with the samples themselves, not with what they are at even steps. Since
 * Prometheus 3 a range leaves out the moment it starts at, so it starts a second early.
 */
export function toQuery(names: readonly string[], { from, to }: MetricWindow): Record<string, string> {
  const seconds = Math.ceil((to.getTime() - from.getTime()) / 1000) + 1;
  return {
    query: `{__name__=~"${names.join('|')}"}[${seconds}s]`,
    time: (to.getTime() / 1000).toFixed(3),
  };
}

/** The samples of the stretch; servers differ in whether a range includes its ends. */
export function toExporterSeries(matrix: Matrix, { from, to }: MetricWindow): ExporterSeries[] {
  return matrix.data.result.map(({ metric: { __name__: name = '', ...labels }, values }) => ({
    name,
    labels,
    samples: values
      .map(([seconds, value]) => ({ at: new Date(Math.round(seconds * 1000)), value }))
      .filter(({ at }) => at >= from && at < to),
  }));
}

function toStretches({ from, to }: MetricWindow): MetricWindow[] {
  const stretches: MetricWindow[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += stretchMs) {
    stretches.push({ from: new Date(start), to: new Date(Math.min(start + stretchMs, to.getTime())) });
  }
  return stretches;
}

function toPartial(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Warnings',
    operation,
    message: 'The metrics API answered with warnings, so some of what it has may be missing.',
    remedy: 'Look at the health of the metrics API; the next collection reads what follows.',
  });
}
