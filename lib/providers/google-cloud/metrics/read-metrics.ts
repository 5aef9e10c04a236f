import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import type { ProviderError } from '../../contract/provider-error';
import { openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { endsProject } from '../faults/ends-project';
import { readProjects } from '../inventory/read-projects';
import { gkeAccelerators, opsAgentGpus, tpuWorkers } from './accelerator-metrics';
import { opsAgentDcgm, opsAgentDcgmFirst } from './dcgm-metrics';
import { interconnectAttachments, interconnects, routerSessions, vpnTunnels } from './link-metrics';
import type { MetricGroup } from './metric-source';
import { type MonitoringClient, openMonitoringClient } from './monitoring-client';
import { groupByType, readSources } from './read-sources';
import { SeriesByRegion } from './series-by-region';

const projectsAtOnce = 4;

export const metricGroups: readonly MetricGroup[] = [
  gkeAccelerators,
  tpuWorkers,
  opsAgentGpus,
  opsAgentDcgm,
  opsAgentDcgmFirst,
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
  const byRegion = new SeriesByRegion();
  const faults: ProviderError[] = refusal === null ? [] : [refusal];
  let refused = refusal;
  for (const ofType of groupByType(sources)) {
    if (refused !== null) break;
    const fault = await readSources(monitoring, project, ofType, window, (region, series) =>
      byRegion.add(region, series),
    );
    if (fault === null) continue;
    faults.push(fault);
    if (endsProject(fault)) refused = fault;
  }
  for (const [region, items] of byRegion.entries()) {
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
