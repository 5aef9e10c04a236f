'use client';
import { ChevronDown } from 'lucide-react';
import { isWhole } from '@/components/sources/judge-source';
import { Button } from '@/components/ui/button';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import { gpuHealths, gpuUses } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';
import { formatQuantity } from '@/lib/format/format-number';
import { countGpuFilters, type GpuFilterKey, type GpuFilterState, gpuFilterKeys } from '@/lib/queries/gpus-url';
import { gpuFilterTitles, nameGpuFilterValue } from '../gpu-words';

type FilteredFleet = Pick<GpuFleet, 'facets' | 'health' | 'siteTitles' | 'sources'> & {
  funnel: Pick<GpuFleet['funnel'], 'total'>;
};

export interface GpuFiltersProps {
  fleet: FilteredFleet;
  chosen: GpuFilterState;
  onFilter: (key: GpuFilterKey, values: readonly string[]) => void;
  onClear: () => void;
}

interface Choice {
  value: string;
  /** Null: not counted under the filters chosen now. */
  gpus: number | null;
}

/** What narrows the fleet, each filter a button that opens its values. */
export function GpuFilters({ fleet, chosen, onFilter, onClear }: GpuFiltersProps) {
  const filterCount = countGpuFilters(chosen);
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {gpuFilterKeys.map((key) => (
        <FilterButton
          key={key}
          filterKey={key}
          choices={listChoices(key, fleet, chosen[key])}
          chosen={chosen[key]}
          isFloor={isFacetFloor(fleet, chosen[key])}
          siteTitles={fleet.siteTitles}
          onChange={(values) => onFilter(key, values)}
        />
      ))}
      {filterCount === 0 ? null : (
        <Button variant="quiet" onClick={onClear}>
          Clear {formatQuantity(filterCount, 'filter')}
        </Button>
      )}
    </section>
  );
}

/** The values of a filter: those counted, and those chosen that nothing matches any more. */
function listChoices(key: GpuFilterKey, fleet: GpuFiltersProps['fleet'], chosen: readonly string[]): Choice[] {
  const counted = listCounted(key, fleet);
  const unseen = chosen.filter((value) => counted.every((choice) => choice.value !== value));
  return [...counted, ...unseen.map((value) => ({ value, gpus: null }))];
}

function listCounted(key: GpuFilterKey, fleet: GpuFiltersProps['fleet']): Choice[] {
  if (key === 'health') return gpuHealths.map((value) => ({ value, gpus: fleet.health[value] }));
  if (key === 'use') return gpuUses.map((value) => ({ value, gpus: null }));
  return fleet.facets[key];
}

/**
 * Whether there may be more of a filter's values than are counted: where the total is a floor, and where it is not only
 * since the filter itself leaves out what a missing source may list.
 */
function isFacetFloor({ funnel: { total }, sources }: FilteredFleet, chosen: readonly string[]): boolean {
  if (total.atLeast || chosen.length === 0) return total.atLeast;
  return sources.some((source) => source.capability === 'inventory' && !isWhole(source));
}

interface FilterButtonProps {
  filterKey: GpuFilterKey;
  /** There may be more of each value. */
  isFloor: boolean;
  choices: readonly Choice[];
  chosen: readonly string[];
  siteTitles: Readonly<Record<string, string>>;
  onChange: (values: readonly string[]) => void;
}

function FilterButton({ filterKey, choices, chosen, isFloor, siteTitles, onChange }: FilterButtonProps) {
  const title = gpuFilterTitles[filterKey];
  const name = (value: string) => nameGpuFilterValue(filterKey, value, siteTitles);
  const [first] = chosen;
  const summary = first === undefined ? '' : chosen.length === 1 ? `: ${name(first)}` : ` (${chosen.length})`;
  return (
    <Popover
      label={`Filter by ${title.toLowerCase()}`}
      align="start"
      className="w-72!"
      trigger={
        <Button className={chosen.length > 0 ? 'border-accent! text-accent!' : undefined}>
          <span className="max-w-48 truncate">
            {title}
            {summary}
          </span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <fieldset className="flex flex-col gap-1 px-4 py-3">
        <legend className="sr-only">{title}</legend>
        {choices.length === 0 ? <p className="text-muted">No value is known.</p> : null}
        {choices.map(({ value, gpus }) => (
          <LabelledCheckbox
            key={value}
            label={
              <span className="wrap-anywhere">
                {name(value)}
                {gpus === null ? null : (
                  <span className="text-meta text-muted">
                    {' '}
                    {describeCount({ value: gpus, atLeast: isFloor }, 'GPU')}
                  </span>
                )}
              </span>
            }
            isChecked={chosen.includes(value)}
            onCheckedChange={(isChecked) =>
              onChange(isChecked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </fieldset>
    </Popover>
  );
}
