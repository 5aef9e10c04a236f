import type pg from 'pg';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import type { Reach } from '@/lib/domain/access';
import type { LifecycleState } from '@/lib/domain/resource';
import { type HealthStatus, healthPrecedence } from '@/lib/domain/status';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { type DependencyRow, readLinks, readStorage } from '@/lib/store/workloads/read-dependencies';
import type { VisibleJob } from './visible-job';

type Dependency = WorkloadDetail['dependencies'][number];

/** Links of a site that are looked at. */
const linksRead = 200;

const statusOf: Record<LifecycleState, HealthStatus> = {
  provisioning: 'in-progress',
  active: 'healthy',
  degraded: 'warning',
  stopped: 'warning',
  completed: 'healthy',
  failed: 'critical',
  deleting: 'warning',
  unknown: 'unknown',
};

/**
 * The storage that work uses, by its names, and the links of its site that are not healthy, the worst first. A name that
 * the inventory does not know is told as unknown; a link that is healthy is not told.
 */
export async function readDependencies(
  pool: pg.Pool,
  { job, pieces, site }: VisibleJob,
  reach: Reach,
  state: CollectionState,
): Promise<Dependency[]> {
  const names = [...new Set(pieces.flatMap(({ work }) => work.storage))].sort();
  const { connectionId } = job.lead;
  const [storage, links] = await Promise.all([
    names.length === 0 ? [] : readStorage(pool, { connectionId, namespace: job.namespace, names, reach }),
    readLinks(pool, { site, reach, limit: linksRead }),
  ]);
  const toDependency = (kind: Dependency['kind'], name: string, row: DependencyRow): Dependency => {
    const isExpired = isPast(row, state);
    const status = isExpired ? 'unknown' : statusOf[row.status];
    return { kind, name, resourceId: row.id, status, says: sayState(row, isExpired) };
  };
  const used = names.flatMap((name) => {
    const rows = storage.filter(({ foundBy }) => foundBy === name);
    return rows.length === 0 ? [toUnknown(name)] : rows.map((row) => toDependency('storage', name, row));
  });
  const troubled = links.map((row) => toDependency('link', row.name, row)).filter(({ status }) => status !== 'healthy');
  return [...used, ...troubled].sort((left, right) => rank(left) - rank(right));
}

function toUnknown(name: string): Dependency {
  const says = 'The inventory lists no volume or file system for it that you may see.';
  return { kind: 'storage', name, resourceId: null, status: 'unknown', says };
}

function isPast({ connectionId, lastSeenAt }: DependencyRow, { connections }: CollectionState): boolean {
  const connection = connections.find(({ id }) => id === connectionId);
  return connection === undefined || lastSeenAt < connection.expiryCutoff;
}

function sayState({ status, nativeStatus, kind, name }: DependencyRow, isExpired: boolean): string {
  const what = `${kind.replace('-', ' ')} ${name}`;
  if (isExpired) return `The ${what} was not read for too long.`;
  return `The ${what} is ${status}${nativeStatus === null ? '' : ` (${nativeStatus})`}.`;
}

function rank({ status }: Dependency): number {
  return healthPrecedence.indexOf(status);
}
