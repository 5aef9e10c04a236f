import type { GpuSamplesQuery, GpuSeriesTold } from '@/lib/api/contracts/gpu-history';
import { metrics } from '@/lib/domain/metric';
import { Refusal } from '@/lib/domain/refusal';
import { loadProvider } from '@/lib/providers/registry';
import type { StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import { findLink } from './find-link';
import { readOfLink } from './link-meters';

/** The series of a link that a question names, and what is told of it. Not found where the link has no such series. */
export async function findLinkSeries(
  context: ViewContext,
  id: string,
  {
    metric,
    definition,
    connection,
    attribute = [],
  }: Pick<GpuSamplesQuery, 'metric' | 'definition' | 'connection' | 'attribute'>,
): Promise<{ series: StoredSeries; told: GpuSeriesTold; gaps: string[] }> {
  const { found, state } = await findLink(context, id);
  const store = metricStoreOf(context.database.pool);
  const listed = await readOfLink(
    found.link,
    [metric],
    (filter) => store.listSeries(filter),
    (one) => one,
  );
  const isMeant = (one: StoredSeries) =>
    one.definition === definition &&
    (connection === undefined || one.connectionId === connection) &&
    attribute.every((each) => {
      const end = each.indexOf(':');
      return one.attributes[each.slice(0, end)] === each.slice(end + 1);
    });
  const matching = listed.told.flatMap(({ items }) => items).filter(isMeant);
  const [chosen] = matching;
  if (chosen === undefined) throw new Refusal('not-found', 'The link has no such series.');
  const from = state.connections.find((each) => each.id === chosen.connectionId);
  const { resource: _, ...attributes } = chosen.attributes;
  return {
    series: chosen,
    told: {
      metric,
      unit: metrics[metric].unit,
      definition,
      connectionName: from?.name ?? chosen.connectionId,
      provider: from?.provider ?? null,
      attributes,
      canAskSource: from !== undefined && (await canAskSource(from.provider, chosen)),
    },
    gaps: [
      ...listed.gaps,
      ...(matching.length > 1 ? [`The link has ${matching.length} series of this name; this is one.`] : []),
    ],
  };
}

async function canAskSource(
  id: Parameters<typeof loadProvider>[0],
  { attributes, ...series }: StoredSeries,
): Promise<boolean> {
  const provider = await loadProvider(id);
  return provider.metrics?.live?.mayRead({ ...series, attributes: { ...attributes } }) ?? false;
}
