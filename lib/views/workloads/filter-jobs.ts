import type { WorkloadFilter, WorkloadsPage } from '@/lib/api/contracts/workloads';
import { type FacetKey, facetKeys, fold, type ListedJob, type WorkIndex } from './work-index';

/** Values of a facet that are told; those that are chosen are told beside. */
const valuesShown = 50;

/**
 * The rows that meet every filter, and how many stand under each value of each facet, all filters applied but the facet's
 * own, the most frequent first. No queue and no team are the empty text.
 */
export function filterJobs(
  rows: readonly ListedJob[],
  { dictionaries }: WorkIndex,
  filter: WorkloadFilter,
): { matching: ListedJob[]; facets: WorkloadsPage['facets'] } {
  const chosen = facetKeys.map((key, index) => {
    const wanted = filter[key];
    return wanted === undefined ? null : dictionaries[index]?.test((value) => wanted.some((one) => one === value));
  });
  const counts = dictionaries.map(({ size }) => new Uint32Array(size));
  const sought = fold(filter.q ?? '');
  const matching: ListedJob[] = [];
  for (const row of rows) {
    if (sought !== '' && !row.searchText.includes(sought)) continue;
    let failed = 0;
    let failedAt = -1;
    for (let index = 0; index < facetKeys.length && failed < 2; index++) {
      const tests = chosen[index];
      if (!tests || tests[row.codes[index] ?? -1] === 1) continue;
      failed++;
      failedAt = index;
    }
    if (failed === 0) matching.push(row);
    if (failed === 0) for (let index = 0; index < facetKeys.length; index++) count(counts[index], row.codes[index]);
    else if (failed === 1) count(counts[failedAt], row.codes[failedAt]);
  }
  const toFacet = (key: FacetKey) => {
    const index = facetKeys.indexOf(key);
    const counted = [...(counts[index] ?? [])].flatMap((many, code) => {
      const dictionary = dictionaries[index];
      return many === 0 || dictionary === undefined ? [] : [{ value: dictionary.decode(code), count: many }];
    });
    return counted
      .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
      .filter(({ value }, place) => place < valuesShown || filter[key]?.some((one) => one === value));
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

function count(counts: Uint32Array | undefined, code: number | undefined): void {
  const known = counts?.[code ?? -1];
  if (counts !== undefined && code !== undefined && known !== undefined) counts[code] = known + 1;
}
