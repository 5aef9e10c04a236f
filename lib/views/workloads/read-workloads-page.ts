import { requirePermission } from '@/lib/access/authorise';
import type { WorkloadsPage, WorkloadsQuery } from '@/lib/api/contracts/workloads';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { isFloor } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { filterJobs } from './filter-jobs';
import { readSiteTitles } from './read-site-titles';
import { toWorkloadRow } from './to-workload-row';
import { facetKeys, rowsWithin, toWorkIndex } from './work-index';
import { readWork } from './work-snapshot';
import { keepOfSystems, readWorkSources } from './work-sources';
import { fromCursor, pickJobs, toCursor } from './workload-order';

/**
 * One page of what asks for or holds accelerators, as far as a person may see it, with counts by facet and where that
 * comes from. The total is a floor when a source is missing, also when none was ever connected.
 */
export async function readWorkloadsPage(
  { actor, database, now }: ViewContext,
  { sort, order, cursor, limit, ...filter }: WorkloadsQuery,
): Promise<WorkloadsPage> {
  const reach = requirePermission(actor, 'inventory:read');
  const from = cursor === undefined ? null : fromCursor(sort, order, cursor);
  const { pool } = database;
  const state = await readCollectionState(pool, now);
  const [work, everySource] = await Promise.all([
    readWork(pool, state, now),
    readWorkSources(pool, state, { reach, now, systems: undefined }),
  ]);
  const sources = keepOfSystems(everySource, filter.system);
  const index = toWorkIndex(work);
  const { matching, facets } = filterJobs(rowsWithin(index, reach), index, filter);
  const ordering = { sort, order, at: from?.at ?? now.getTime() };
  const { page, next } = pickJobs(matching, ordering, from?.after ?? null, limit);
  const positionOf = (id: string) =>
    work.map(({ positions }) => positions.get(id)).find((place) => place !== undefined);
  const sites = [...page.map(({ site }) => site), ...facets.site.map(({ value }) => value)];
  return {
    at: now.toISOString(),
    sources,
    items: page.map((one) => toWorkloadRow(one, positionOf(one.job.id) ?? null, now)),
    nextCursor: next === null ? null : toCursor(ordering, next),
    total: { value: matching.length, atLeast: isFloor(sources) },
    facets,
    // The systems are counted without their own filter, which leaves out sources of others.
    facetFloors: facetKeys.filter((key) => isFloor(key === 'system' ? everySource : sources)),
    siteTitles: await readSiteTitles(database, sites),
  };
}
