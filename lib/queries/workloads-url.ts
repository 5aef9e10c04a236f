import {
  createLoader,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { workloadSortKeys } from '@/lib/api/contracts/workload-keys';
import { workloadStates, workloadSystems } from '@/lib/domain/workload';

/** What the address of Workloads holds: the same names as the API takes. */
export const workloadParsers = {
  q: parseAsString,
  state: parseAsNativeArrayOf(parseAsStringLiteral(workloadStates)),
  system: parseAsNativeArrayOf(parseAsStringLiteral(workloadSystems)),
  site: parseAsNativeArrayOf(parseAsString),
  queue: parseAsNativeArrayOf(parseAsString),
  team: parseAsNativeArrayOf(parseAsString),
  sort: parseAsStringLiteral(workloadSortKeys).withDefault('submitted'),
  order: parseAsStringLiteral(['asc', 'desc']).withDefault('desc'),
};
export type WorkloadsUrlState = inferParserType<typeof workloadParsers>;

/** Facets a list of work is narrowed by. */
export const workloadFacetKeys = ['state', 'system', 'site', 'queue', 'team'] as const;
export type WorkloadFacetKey = (typeof workloadFacetKeys)[number];

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadWorkloadsUrl = createLoader(workloadParsers);

/** No filter at all, to write over any. */
export const noWorkloadFilters = { q: null, state: null, system: null, site: null, queue: null, team: null } as const;

/** How many filters narrow the list. Each facet counts once, however many of its values are chosen. */
export function countWorkloadFilters(url: WorkloadsUrlState): number {
  return workloadFacetKeys.filter((key) => url[key].length > 0).length + (url.q ? 1 : 0);
}
