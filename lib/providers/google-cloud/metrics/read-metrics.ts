import type { MetricSeries } from '@/lib/domain/metric';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { readPages } from '../../contract/paging/read-pages';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { endsProject } from '../faults/ends-project';
import { readProjects } from '../inventory/read-projects';
import { gkeAccelerators, opsAgentGpus, tpuWorkers } from './accelerator-metrics';
import { interconnectAttachments, interconnects, routerSessions, vpnTunnels } from './link-metrics';
import type { MetricGroup, MetricSource } from './metric-source';
import { type MonitoringClient, openMonitoringClient } from './monitoring-client';
import { toMetricSeries } from './to-metric-series';
import type { TimeSeries } from './to-points';

const projectsAtOnce = 4;
const operation = 'monitoring:timeSeries.list';

export const metricGroups: readonly MetricGroup[] = [
  gkeAccelerators,
  tpuWorkers,
  opsAgentGpus,
  vpnTunnels,
  interconnectAttachments,
  interconnects,
  routerSessions,
];

/**
 * One metric type takes one listing: Monitoring answers for no two at once. Projects that may be elsewhere are left out:
 * there is a fault then, since the listing that names those below the scope failed.
 */
export function readMetrics(session: GoogleSession, window: MetricWindow): AsyncGenerator<MetricRead, void> {
  return streamFrom<MetricRead>(async (emit) => {
    const { projects, faults } = await readProjects(openGoogleClient(session), session.settings.scope);
    if (faults.length > 0) {
      const result = {
        items: [],
        completeness: toCompleteness(toGaps(faults, {})),
        readAt: session.now(),
        source: 'cloudasset assets.list',
      };
      await emit({ account: session.settings.scope, region: 'global', group: 'projects', result });
    }
    const within = projects.filter(({ isBelowScope }) => isBelowScope);
    if (within.length === 0) return;
    const monitoring = await openMonitoringClient(session);
    await forEachBounded(within, projectsAtOnce, async ({ id }) => {
      let refusal: ProviderError | null = null;
      for (const group of metricGroups)
        refusal = await readGroup({ session, monitoring, project: id, window, emit }, group, refusal);
    });
  });
}

interface ProjectContext {
  session: GoogleSession;
  monitoring: MonitoringClient;
  project: string;
  window: MetricWindow;
  emit: Emit<MetricRead>;
}

/**
 * `refusal`: what the project refused before, so that it is not asked again but the gap is told. Gives the refusal that
 * it met itself, or that one.
 */
async function readGroup(
  { session, monitoring, project, window, emit }: ProjectContext,
  { name, sources }: MetricGroup,
  refusal: ProviderError | null,
): Promise<ProviderError | null> {
  const byRegion = new Map<string, MetricSeries[]>();
  const faults: ProviderError[] = refusal === null ? [] : [refusal];
  let refused = refusal;
  for (const source of sources) {
    if (refused !== null) break;
    const fault = await readSource(monitoring, project, source, window, (region, series) => {
      const known = byRegion.get(region);
      if (known) known.push(series);
      else byRegion.set(region, [series]);
    });
    if (fault === null) continue;
    faults.push(fault);
    if (endsProject(fault)) refused = fault;
  }
  if (byRegion.size === 0) byRegion.set('global', []);
  for (const [region, items] of byRegion) {
    const completeness = toCompleteness(toGaps(faults, { account: project, region, subject: name }));
    const source = `monitoring timeSeries.list of ${project}`;
    await emit({
      account: project,
      region,
      group: name,
      result: { items, completeness, readAt: session.now(), source },
    });
  }
  return refused;
}

/** Gives the fault that kept some of the source's series or points from being read; null when there was none. */
async function readSource(
  monitoring: MonitoringClient,
  project: string,
  source: MetricSource,
  { from, to }: MetricWindow,
  add: (region: string, series: MetricSeries) => void,
): Promise<ProviderError | null> {
  let partial: ProviderError | null = null;
  const { items, fault } = await readPages({
    operation,
    fetchPage: (pageToken) =>
      monitoring.listSeries({
        project,
        filter: `metric.type = "${source.type}" AND resource.type = "${source.resourceType}"`,
        // Google leaves out the moment at which an interval starts.
        from: new Date(from.getTime() - 1000),
        to,
        pageToken,
      }),
    itemsOf: ({ series, isPartial }): TimeSeries[] => {
      if (isPartial) partial ??= partlyAnswered(source);
      return series;
    },
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ metric, resource, points }) =>
      JSON.stringify([metric?.labels, resource?.labels, points?.[0]?.interval?.endTime, points?.length]),
  });
  for (const series of items) {
    const read = toMetricSeries(series, source, project, { from, to });
    if (read instanceof ProviderError) partial ??= read;
    else if (read !== null) add(read.region, read.series);
  }
  return fault ?? partial;
}

function partlyAnswered({ type }: MetricSource): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'PartialAnswer',
    operation,
    message: `Google Cloud could not look everywhere for ${type}.`,
    remedy: 'Wait for the next collection; if it lasts, see status.cloud.google.com.',
  });
}
