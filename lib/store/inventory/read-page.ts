import type pg from 'pg';
import { type ForeseenMatches, foreseeMatches } from './foreseen-matches';
import { gatherRest } from './gather-rest';
import type { PagePosition } from './page-cursor';
import type { PageRequest } from './page-request';
import {
  isConditional,
  isInIndexOrder,
  type PageBound,
  type PageStretch,
  type PositionedRow,
  type ReadingPlan,
  readStretch,
} from './page-stretch';
import type { ResourceRow } from './resource-row';
import { sortColumns } from './sort-keys';

export interface ResourcePage {
  rows: ResourceRow[];
  /** Null when nothing follows. */
  next: PagePosition | null;
  /** How many match from where the page begins; null when they were not counted. */
  found: number | null;
  /** What was foreseen where the page was looked for first; null when there was no need. */
  foreseen: ForeseenMatches | null;
}

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
  const { matching, limit } = request;
  const wanted = limit + 1;
  if (matching === 0) return { rows: [], next: null, found: 0, foreseen: null };
  if (!isInIndexOrder(request) || isFew(request)) return gatherPage(pool, request);
  const rows: PositionedRow[] = [];
  let foreseen: ForeseenMatches | null = null;
  for (const stretch of toStretches(request)) {
    if (rows.length === wanted) break;
    const read = await readFrom(pool, request, stretch, wanted - rows.length);
    foreseen ??= read.foreseen;
    if (read.rows === 'few') return { ...(await gatherPage(pool, request)), foreseen };
    rows.push(...read.rows);
  }
  return { ...toPage(rows, limit), found: null, foreseen };
}

function isFew(request: PageRequest): boolean {
  return isConditional(request) && request.matching !== null && request.matching <= gatheredAtOnce;
}

async function gatherPage(pool: pg.Pool, request: PageRequest): Promise<ResourcePage> {
  const { rows, found } = await gatherRest(pool, request, request.limit + 1);
  return { ...toPage(rows, request.limit), found, foreseen: null };
}

function toPage(rows: PositionedRow[], limit: number): Pick<ResourcePage, 'rows' | 'next'> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? { value: last.sortValue, id: last.id } : null;
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
 * Up to `wanted` resources of a stretch. What is common is met soon in the order of an index. Where it is not, a sample
 * of the table foresees how far one has to go in that order, or that there are so few that all are best gathered.
 */
async function readFrom(
  pool: pg.Pool,
  request: PageRequest,
  stretch: PageStretch,
  wanted: number,
): Promise<{ rows: PositionedRow[] | 'few'; foreseen: ForeseenMatches | null }> {
  const read = (plan: ReadingPlan, upTo: PageBound | null = null) =>
    readStretch(pool, request, { ...stretch, upTo }, wanted, plan);
  if (!isConditional(request)) return { rows: await read('index'), foreseen: null };
  const walked = await read({ entries: request.matching === null ? walkedBlindly : walkedEntries });
  if (walked.length === wanted) return { rows: walked, foreseen: null };
  const foreseen = await foreseeMatches(pool, request, stretch, wanted);
  if (foreseen === null || foreseen.sampled < wanted) return { rows: 'few', foreseen };
  if (foreseen.bounds === null) return { rows: await read('gather'), foreseen };
  const { certain, likely, entries } = foreseen.bounds;
  const rows = await (entries <= walkedAtMost
    ? read({ entries: patience * walkedAtMost }, likely)
    : read('gather', likely));
  return { rows: rows.length === wanted ? rows : await read('gather', certain), foreseen };
}
