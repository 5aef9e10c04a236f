import type { Reach } from '@/lib/domain/access';
import { Dictionary } from '@/lib/store/inventory/dictionary';
import { toVisible, type VisibleJob } from './visible-job';
import type { ConnectionJobs } from './work-snapshot';

export const facetKeys = ['state', 'system', 'site', 'queue', 'team'] as const;
export type FacetKey = (typeof facetKeys)[number];

/** A row of the list with what it is found by. */
export interface ListedJob extends VisibleJob {
  /** Its value of each facet, in the order of `facetKeys`, as a code of the index's dictionaries. */
  codes: readonly number[];
  /** Name, namespace, owner and team, folded, each on a line of its own so that no match runs from one into the next. */
  searchText: string;
  /** The name, folded. */
  sortName: string;
  /** Whether all its pieces stand at one site and belong to one team, so that they are within a reach together. */
  isUniform: boolean;
}

/** What is listed of all connections, ready to be filtered, counted and sorted. */
export interface WorkIndex {
  work: readonly ConnectionJobs[];
  dictionaries: readonly Dictionary[];
  rows: readonly ListedJob[];
}

interface KeptRows {
  dictionaries: readonly Dictionary[];
  rows: WeakMap<ConnectionJobs, readonly ListedJob[]>;
}

const begin = (): KeptRows => ({ dictionaries: facetKeys.map(() => new Dictionary()), rows: new WeakMap() });
// A bundler may load this module once a route, and each copy must find the same rows.
const holder: { millwrightWorkRows?: KeptRows } = globalThis as typeof globalThis & { millwrightWorkRows?: KeptRows };
/** Values come and go; beyond so many the dictionaries begin anew. */
const mostValues = 100_000;

/** The index of the work of all connections. Rows of a connection that did not change are as they were. */
export function toWorkIndex(work: readonly ConnectionJobs[]): WorkIndex {
  let kept = holder.millwrightWorkRows ?? begin();
  if (kept.dictionaries.some(({ size }) => size > mostValues)) kept = begin();
  holder.millwrightWorkRows = kept;
  const { dictionaries, rows: known } = kept;
  const rows = work.map((one) => {
    const made = known.get(one) ?? toRows(one, dictionaries);
    known.set(one, made);
    return made;
  });
  return { work, dictionaries, rows: rows.flat() };
}

function toRows({ jobs }: ConnectionJobs, dictionaries: readonly Dictionary[]): ListedJob[] {
  return jobs.flatMap((job) => {
    const visible = toVisible(job, { everything: true });
    return visible === null ? [] : [toListed(visible, dictionaries)];
  });
}

/** What is listed within a reach. */
export function rowsWithin({ rows, dictionaries: known }: WorkIndex, reach: Reach): readonly ListedJob[] {
  if (reach.everything) return rows;
  return rows.flatMap((row) => {
    const { isUniform, site, team, job } = row;
    if (isUniform) return reach.sites.includes(site) || (team !== null && reach.teams.includes(team)) ? [row] : [];
    const visible = toVisible(job, reach);
    return visible === null ? [] : [toListed(visible, known)];
  });
}

function toListed(visible: VisibleJob, known: readonly Dictionary[]): ListedJob {
  const { job, pieces, site, team, owner } = visible;
  const values: Record<FacetKey, string> = {
    state: job.state,
    system: job.system,
    site,
    queue: job.queue ?? '',
    team: team ?? '',
  };
  const [first] = pieces;
  return {
    ...visible,
    codes: facetKeys.map((key, index) => known[index]?.encode(values[key]) ?? -1),
    searchText: fold([job.name, job.namespace ?? '', owner ?? '', team ?? ''].join('\n')),
    sortName: fold(job.name),
    isUniform: pieces.every((piece) => piece.site === first?.site && piece.team === first?.team),
  };
}

/** Text as it is looked for and sorted: whatever its case and its composition. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
