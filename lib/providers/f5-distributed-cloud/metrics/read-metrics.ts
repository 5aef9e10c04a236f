import type { MetricSeries } from '@/lib/domain/metric';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { type DistributedCloudSession, openTenant, type Tenant } from '../connect/open-tenant';
import { readNamespaces } from '../connect/read-namespaces';
import { tenantRegion } from '../inventory/tenant-context';
import { customerEdgesOf, readConnectivity } from '../topology/read-connectivity';
import { type MetricSelector, readTopology, topologyOperation } from '../topology/read-topology';
import { joinSeries } from './join-series';
import { linkMetrics } from './link-metrics';
import { toSeries, toWordSeries, type WayWord } from './to-series';

const group = 'site links';
const stepSeconds = 60;
/** F5 widens the step of longer ranges. */
const stretchMs = 6 * 3_600_000;

/** Reads what every customer edge measured of the ways to its neighbours: one call a site, whatever it has. */
export async function* readMetrics(
  session: DistributedCloudSession,
  window: MetricWindow,
): AsyncGenerator<MetricRead, void> {
  const tenant = openTenant(session);
  let tenantId: string | null = null;
  let sites: string[];
  try {
    ({ tenantId } = await readNamespaces(tenant));
    sites = customerEdgesOf(await readConnectivity(tenant));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    yield toRead(tenant, tenantId ?? tenant.host, [], [error]);
    return;
  }
  for (const stretch of toStretches(window))
    yield await readStretch(tenant, tenantId, sites, stretch, stretch.to >= window.to);
}

async function readStretch(
  tenant: Tenant,
  tenantId: string,
  sites: readonly string[],
  stretch: MetricWindow,
  isNewest: boolean,
): Promise<MetricRead> {
  // The two ends of a way have the same series in their topologies.
  const series: MetricSeries[] = [];
  const ways: WayWord[] = [];
  const faults: ProviderError[] = [];
  for (const site of sites) {
    try {
      const topology = await readTopology(tenant, site, toSelector(stretch));
      const read = toSeries(tenantId, topology, stretch);
      series.push(...read.series);
      ways.push(...topology.edges.map(({ ends, status }) => ({ ends, status })));
      faults.push(...read.unclear.map(toUnclear));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.push(error);
      // What the credential may not do at one site, it may not do at any.
      if (error.kind === 'credentials-rejected' || error.kind === 'permission-missing') break;
    }
  }
  // A word is of the moment of the reading, and says nothing of the past.
  const words = isNewest ? toWordSeries(tenantId, ways, tenant.now()) : [];
  return toRead(tenant, tenantId, [...joinSeries(series), ...words], faults);
}

/** Begins at a whole step, so that the moments of one read are those of the next. */
export function toSelector({ from, to }: MetricWindow): MetricSelector {
  return {
    edge: linkMetrics.map(({ type }) => type),
    startSeconds: Math.floor(from.getTime() / 1000 / stepSeconds) * stepSeconds,
    endSeconds: Math.ceil(to.getTime() / 1000),
    step: `${stepSeconds}s`,
  };
}

function toStretches({ from, to }: MetricWindow): MetricWindow[] {
  const stretches: MetricWindow[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += stretchMs)
    stretches.push({ from: new Date(start), to: new Date(Math.min(start + stretchMs, to.getTime())) });
  return stretches;
}

function toRead(tenant: Tenant, account: string, items: MetricSeries[], faults: readonly ProviderError[]): MetricRead {
  return {
    account,
    region: tenantRegion,
    group,
    result: {
      items,
      completeness: toCompleteness(toGaps(faults, { account, region: tenantRegion, subject: group })),
      readAt: tenant.now(),
      source: `${account} ${topologyOperation}`,
    },
  };
}

function toUnclear({ type, unit }: { type: string; unit: string }): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'UnitUnclear',
    operation: topologyOperation,
    message: `${topologyOperation} gave ${type} in ${unit}, which does not say what its numbers mean.`,
    remedy: 'The other metrics are kept; if the next collection says the same, the API may be newer than Millwright.',
  });
}
