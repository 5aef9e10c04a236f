import { thingsAt } from '../../growth';
import { apiResources } from '../api-resources';
import { makeThing } from '../thing';
import { type ClusterContext, identify, rotate, type TeamNamespace, teamNames } from './context';
import type { JobLine } from './job-line';
import { ownershipLabels } from './labels';
import { bornMs } from './plan-apps';
import { usageAt } from './plan-queues';

/** The namespaces teams work in: one each, one more to try things out in, and then one an experiment. */
export function teamNamespaces({ scale }: ClusterContext, count: number): TeamNamespace[] {
  return Array.from({ length: Math.round(thingsAt(count, scale)) }, (_, index) => {
    const team = rotate(teamNames, index);
    const round = Math.floor(index / teamNames.length);
    return { team, name: round === 0 ? team : round === 1 ? `${team}-dev` : `${team}-exp-${round - 1}` };
  });
}

/** What a namespace may hold of a device, and what its standing things hold of it. */
export interface DeviceQuota {
  resource: string;
  hard: number;
  standing: number;
}

export function planNamespaces(
  context: ClusterContext,
  people: readonly TeamNamespace[],
  system: readonly string[],
  quotaOf: (namespace: TeamNamespace) => DeviceQuota | null,
  lines: readonly JobLine[],
): void {
  for (const name of system) stand(context, name, {}, null);
  for (const namespace of people) {
    stand(context, namespace.name, ownershipLabels(context, `namespace/${namespace.name}`, namespace.team), null);
    const quota = quotaOf(namespace);
    const own = lines.filter((line) => line.namespace === namespace.name);
    if (quota) planQuota(context, namespace, quota, own);
  }
  const strandedMs = bornMs(context, 'stranded');
  stand(context, 'sunset-2025', {}, strandedMs + 86_400_000);
}

/** `deletedMs`: since when it is going and cannot go. */
function stand(context: ClusterContext, name: string, labels: Record<string, string>, deletedMs: number | null): void {
  const createdMs = deletedMs === null ? bornMs(context, 'namespace', name) : deletedMs - 86_400_000;
  const phase = deletedMs === null ? 'Active' : 'Terminating';
  context.plan.stand(
    makeThing({
      ...identify(context, apiResources.namespaces, null, name, createdMs),
      changedMs: deletedMs ?? createdMs,
      deletedMs,
      labels: { 'kubernetes.io/metadata.name': name, ...labels },
      body: () => ({ spec: { finalizers: ['kubernetes'] }, status: { phase } }),
      facts: () => ({
        kind: 'namespace',
        status: deletedMs === null ? 'active' : 'deleting',
        nativeStatus: phase,
      }),
    }),
  );
}

function planQuota(
  context: ClusterContext,
  { name }: TeamNamespace,
  { resource, hard, standing }: DeviceQuota,
  lines: readonly JobLine[],
): void {
  const createdMs = bornMs(context, 'quota', name);
  const key = `requests.${resource}`;
  context.plan.add(apiResources.resourceQuotas, (nowMs) => {
    const usage = usageAt(context, lines, createdMs, nowMs);
    const used = standing + (usage.devices.get(resource) ?? 0);
    return [
      makeThing({
        ...identify(context, apiResources.resourceQuotas, name, 'devices', createdMs),
        changedMs: usage.changedMs,
        body: () => ({
          spec: { hard: { [key]: String(hard) } },
          status: { hard: { [key]: String(hard) }, used: { [key]: String(used) } },
        }),
      }),
    ];
  });
}
