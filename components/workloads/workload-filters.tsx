'use client';
import { useCallback, useRef } from 'react';
import { FacetChoice } from '@/components/facets/facet-choice';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import type { WorkloadsPage } from '@/lib/api/contracts/workloads';
import { workloadStateWords, workloadSystemWords } from '@/lib/format/workload-words';
import {
  countWorkloadFilters,
  noWorkloadFilters,
  type WorkloadFacetKey,
  type WorkloadsUrlState,
  workloadFacetKeys,
} from '@/lib/queries/workloads-url';

const facetTitles: Record<WorkloadFacetKey, string> = {
  state: 'State',
  system: 'Scheduler',
  site: 'Site',
  queue: 'Queue',
  team: 'Team',
};

export interface WorkloadFiltersProps {
  url: WorkloadsUrlState;
  /** Null until the first answer. */
  answer: Pick<WorkloadsPage, 'facets' | 'facetFloors'> | null;
  siteTitles: Readonly<Record<string, string>>;
  onChange: (part: Partial<Record<WorkloadFacetKey | 'q', string[] | string | null>>) => void;
}

/** What narrows the list: a search and facets with how many there are of each. */
export function WorkloadFilters({ url, answer, siteTitles, onChange }: WorkloadFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search workloads', group: 'This page', run: () => search.current?.focus() });
  const tellSearch = useCallback((text: string) => onChange({ q: text === '' ? null : text }), [onChange]);
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <SearchField
        ref={search}
        label="Search workloads"
        placeholder="Name, namespace, owner, team"
        className="max-w-72 flex-1 basis-48"
        value={url.q ?? ''}
        onSearch={tellSearch}
      />
      {workloadFacetKeys.map((key) => (
        <FacetChoice
          key={key}
          title={facetTitles[key]}
          chosen={url[key]}
          values={answer?.facets[key] ?? []}
          isFloor={answer?.facetFloors.includes(key) !== false}
          name={(value) => nameValue(key, value, siteTitles)}
          onChoose={(values) => onChange({ [key]: values.length === 0 ? null : values })}
        />
      ))}
      {countWorkloadFilters(url) > 0 ? (
        <Button variant="quiet" onClick={() => onChange(noWorkloadFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

function nameValue(key: WorkloadFacetKey, value: string, siteTitles: Readonly<Record<string, string>>): string {
  if (value === '') return 'None known';
  const states: Record<string, { word: string }> = workloadStateWords;
  const systems: Record<string, string> = workloadSystemWords;
  if (key === 'state') return states[value]?.word ?? value;
  if (key === 'system') return systems[value] ?? value;
  return key === 'site' ? (siteTitles[value] ?? value) : value;
}
