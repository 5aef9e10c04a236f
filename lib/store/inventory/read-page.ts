import type pg from 'pg';
import { type ForeseenMatches, foreseeMatches } from './foreseen-matches';
import type { PagePosition } from './page-cursor';
import type { PageRequest } from './page-request';
import { isConditional, isInIndexOrder, type PageStretch, type ReadingPlan, readStretch } from './page-stretch';
import type { ResourceRow } from './resource-row';
import { sortColumns } from './sort-keys';

export interface ResourcePage {
  rows: ResourceRow[];
  /** Null when nothing follows. */
  next: PagePosition | null;
  /** What was foreseen where the page was looked for first; null when there was no need. */
  foreseen: ForeseenMatches | null;
}

type PositionedRows = Awaited<ReturnType<typeof readStretch>>;

/** Matches that are gathered and sorted without looking for a better way. */
const gatheredAtOnce = 10_000;
/** Index entries tried in order before a better way is looked for: where there are more matches than that, and blindly. */
const walkedEntries = 6_000;
const walkedBlindly = 1_000;
/** Index entries tried in order when about as many will do, rather than gathering what matches among them. */
const walkedAtMost = 20_000;
/** How far beyond the expected one walks before giving up. */
const patience = 2;

/** One page of resources in the order of a sort. Those without a value come last; equal ones are ordered by id. */
export async function readPage(pool: pg.Pool, request: PageRequest): Promise<ResourcePage> {
  const wanted = request.limit + 1;
  const rows: PositionedRows = [];
  const foreseen: (ForeseenMatches | null)[] = [];
  for (const stretch of request.matching === 0 ? [] : toStretches(request)) {
    if (rows.length === wanted) break;
    const found = await readFrom(pool, request, stretch, wanted - rows.length, foreseen.at(0) ?? null);
    rows.push(...found.rows);
    foreseen.push(found.foreseen);
  }
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  const next = rows.length === wanted && last !== undefined ? { value: last.sortValue, id: last.id } : null;
  return { rows: page, next, foreseen: foreseen.at(0) ?? null };
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
 * and sorted. Between the two, and for what is common and yet far away in that order (all of one prefix, say), a sample
 * of the table foresees how far one has to go.
 */
async function readFrom(
  pool: pg.Pool,
  request: PageRequest,
  stretch: PageStretch,
  wanted: number,
  /** Of the stretch before. */
  known: ForeseenMatches | null,
): Promise<{ rows: PositionedRows; foreseen: ForeseenMatches | null }> {
  const { matching } = request;
  const read = (plan: ReadingPlan, upTo: PagePosition | null = null) =>
    readStretch(pool, request, { ...stretch, upTo }, wanted, plan);
  if (!isInIndexOrder(request)) return { rows: await read('gather'), foreseen: null };
  if (!isConditional(request)) return { rows: await read('index'), foreseen: null };
  if (matching !== null && matching <= gatheredAtOnce) return { rows: await read('gather'), foreseen: null };
  if (known !== null && known.sampled < wanted) return { rows: await read('gather'), foreseen: known };
  const walked = await read({ entries: matching === null ? walkedBlindly : walkedEntries });
  if (walked.length === wanted) return { rows: walked, foreseen: null };
  const foreseen = await foreseeMatches(pool, request, stretch, wanted);
  if (!foreseen?.bounds) return { rows: await read('gather'), foreseen };
  const { certain, likely, entries } = foreseen.bounds;
  const rows = await (entries <= walkedAtMost
    ? read({ entries: patience * walkedAtMost }, likely)
    : read('gather', likely));
  return { rows: rows.length === wanted ? rows : await read('gather', certain), foreseen };
}
