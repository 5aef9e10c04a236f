import type { WorkloadFilter, WorkloadsPage } from '@/lib/api/contracts/workloads';
import type { VisibleJob } from './visible-job';

type FacetKey = keyof WorkloadsPage['facets'];
const facetKeys = ['state', 'system', 'site', 'queue', 'team'] as const satisfies readonly FacetKey[];

/** Values of a facet that are told; those that are chosen are told beside. */
const valuesShown = 50;

/** What a facet calls a job; no queue or team is the empty text. */
const facetValueOf: Record<FacetKey, (visible: VisibleJob) => string> = {
  state: ({ job }) => job.state,
  system: ({ job }) => job.system,
  site: ({ site }) => site,
  queue: ({ job }) => job.queue ?? '',
  team: ({ team }) => team ?? '',
};

/**
 * The jobs that meet every filter, and how many stand under each value of each facet, all filters applied but the facet's
 * own, the most frequent first.
 */
export function filterJobs(
  jobs: Iterable<VisibleJob>,
  filter: WorkloadFilter,
): { matching: VisibleJob[]; facets: WorkloadsPage['facets'] } {
  const chosen = facetKeys.map((key) => (filter[key] === undefined ? null : new Set<string>(filter[key])));
  const counts = facetKeys.map(() => new Map<string, number>());
  const sought = fold(filter.q ?? '');
  const matching: VisibleJob[] = [];
  for (const visible of jobs) {
    if (sought !== '' && !searchTextOf(visible).includes(sought)) continue;
    const values = facetKeys.map((key) => facetValueOf[key](visible));
    const failed = facetKeys.flatMap((_, index) => (chosen[index]?.has(values[index] ?? '') === false ? [index] : []));
    if (failed.length === 0) matching.push(visible);
    for (const [index, value] of values.entries())
      if (failed.length === 0 || (failed.length === 1 && failed[0] === index)) increment(counts[index], value);
  }
  const toFacet = (key: FacetKey) => {
    const index = facetKeys.indexOf(key);
    const sorted = [...(counts[index] ?? [])].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
    return sorted
      .filter(([value], place) => place < valuesShown || chosen[index]?.has(value))
      .map(([value, count]) => ({ value, count }));
  };
  return {
    matching,
    facets: {
      state: toFacet('state'),
      system: toFacet('system'),
      site: toFacet('site'),
      queue: toFacet('queue'),
      team: toFacet('team'),
    },
  };
}

function increment(counts: Map<string, number> | undefined, value: string): void {
  const known = counts?.get(value);
  counts?.set(value, known === undefined ? 1 : known + 1);
}

/** Each field on a line of its own, so that no match runs from one into the next. */
function searchTextOf({ job, team, owner }: VisibleJob): string {
  return fold([job.name, job.namespace ?? '', owner ?? '', team ?? ''].join('\n'));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
