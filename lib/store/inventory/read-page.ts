import type pg from 'pg';
import type { PagePosition } from './page-cursor';
import type { PageRequest } from './page-request';
import { isConditional, isInIndexOrder, type PageStretch, readBound, readStretch } from './page-stretch';
import type { ResourceRow } from './resource-row';
import { sortColumns } from './sort-keys';

export interface ResourcePage {
  rows: ResourceRow[];
  /** Null when nothing follows. */
  next: PagePosition | null;
}

/** Matches that are gathered and sorted without looking for a better way. */
const gatheredAtOnce = 5_000;
/** Index entries tried in order before a better way is looked for. */
const walkedEntries = 4_000;

/** One page of resources in the order of a sort. Those without a value come last; equal ones are ordered by id. */
export async function readPage(pool: pg.Pool, request: PageRequest): Promise<ResourcePage> {
  const wanted = request.limit + 1;
  const rows: Awaited<ReturnType<typeof readStretch>> = [];
  for (const stretch of toStretches(request))
    if (rows.length < wanted) rows.push(...(await readFrom(pool, request, stretch, wanted - rows.length)));
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  const next = rows.length === wanted && last !== undefined ? { value: last.sortValue, id: last.id } : null;
  return { rows: page, next };
}

/** Resources that have a value, then those that have none. */
function toStretches({ sort, after }: PageRequest): PageStretch[] {
  const withoutValue = { hasValue: false, after: after?.value === null ? after : null, upTo: null };
  if (after?.value === null) return [withoutValue];
  const withValue = { hasValue: true, after, upTo: null };
  return sortColumns[sort.key].nullable ? [withValue, withoutValue] : [withValue];
}

/**
 * Up to `wanted` resources of a stretch. What is common is met soon in the order of an index; what is rare is gathered
 * and sorted. What is common and yet far away in that order (all of one prefix, say) lies before a bound that a sample
 * of the table knows: as many as are wanted are in the sample alone up to there, so no more need be gathered.
 */
async function readFrom(pool: pg.Pool, request: PageRequest, stretch: PageStretch, wanted: number) {
  const gather = (upTo: PagePosition | null) => readStretch(pool, request, { ...stretch, upTo }, wanted, 'gather');
  if (!isInIndexOrder(request)) return gather(null);
  if (!isConditional(request)) return readStretch(pool, request, stretch, wanted, 'index');
  if (request.matching !== null && request.matching <= gatheredAtOnce) return gather(null);
  const walked = await readStretch(pool, request, stretch, wanted, { entries: walkedEntries });
  if (walked.length === wanted) return walked;
  return gather(await readBound(pool, request, stretch, wanted));
}
