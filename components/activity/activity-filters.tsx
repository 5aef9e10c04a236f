'use client';
import { useCallback, useRef } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import { Select } from '@/components/ui/select';
import { nameAction } from '@/lib/format/action-words';
import { type ActivityUrlState, auditOutcomes, countActivityFilters } from '@/lib/queries/activity-url';
import { outcomeMarks } from './outcome-marks';
import { RangeFilter } from './range-filter';

/** No filter at all, to write over any. */
export const noActivityFilters: ActivityUrlState = { q: null, action: null, outcome: null, from: null, to: null };

export interface ActivityFiltersProps {
  filter: ActivityUrlState;
  onFilterChange: (change: Partial<ActivityUrlState>) => void;
  /** Actions that are on record, to choose from. */
  actions: readonly string[];
}

/** What narrows the record: a search, an action, an outcome, a time range. */
export function ActivityFilters({ filter, onFilterChange, actions }: ActivityFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search the record', group: 'This page', run: () => search.current?.focus() });
  const tellSearch = useCallback((text: string) => onFilterChange({ q: text === '' ? null : text }), [onFilterChange]);
  const known = filter.action && !actions.includes(filter.action) ? [filter.action, ...actions] : actions;
  const offered = [...known].sort((one, other) => nameAction(one).localeCompare(nameAction(other)));
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <SearchField
        ref={search}
        label="Search actor, action and target"
        placeholder="Search actor, action, target"
        className="max-w-64 flex-1 basis-48"
        value={filter.q ?? ''}
        onSearch={tellSearch}
      />
      <Select
        aria-label="Action"
        className="max-w-56 flex-1 basis-40"
        value={filter.action ?? ''}
        onChange={(event) => onFilterChange({ action: event.target.value || null })}
      >
        <option value="">Any action</option>
        {offered.map((action) => (
          <option key={action} value={action}>
            {nameAction(action)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Outcome"
        className="max-w-40 flex-1 basis-32"
        value={filter.outcome ?? ''}
        onChange={(event) =>
          onFilterChange({ outcome: auditOutcomes.find((outcome) => outcome === event.target.value) ?? null })
        }
      >
        <option value="">Any outcome</option>
        {auditOutcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcomeMarks[outcome].word}
          </option>
        ))}
      </Select>
      <RangeFilter from={filter.from} to={filter.to} onRangeChange={onFilterChange} />
      {countActivityFilters(filter) > 0 ? (
        <Button variant="quiet" onClick={() => onFilterChange(noActivityFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
