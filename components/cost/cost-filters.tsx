'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import { Select } from '@/components/ui/select';
import type { Cost } from '@/lib/api/contracts/cost';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, nameCostValue } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';
import { type CostState, costQuery } from '@/lib/queries/cost';

export interface CostFiltersProps {
  /** What the page asks for, filters included. */
  state: CostState;
  onFilter: (dimension: CostDimension, values: readonly string[]) => void;
  onClear: () => void;
}

/** What costs are narrowed by, each value with a button that takes it away, and a way to add more. */
export function CostFilters({ state, onFilter, onClear }: CostFiltersProps) {
  const chosen = costDimensions.flatMap((dimension) =>
    (state.filters[dimension] ?? []).map((value) => ({ dimension, value })),
  );
  const count = Object.keys(state.filters).length;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chosen.map(({ dimension, value }) => {
        const words = `${costDimensionWords[dimension].title}: ${nameCostValue(dimension, value)}`;
        return (
          <Button
            key={`${dimension}=${value}`}
            size="compact"
            className="border-accent! text-accent!"
            aria-label={`Remove filter ${words}`}
            onClick={() =>
              onFilter(
                dimension,
                (state.filters[dimension] ?? []).filter((one) => one !== value),
              )
            }
          >
            <span className="max-w-64 truncate">{words}</span>
            <X aria-hidden />
          </Button>
        );
      })}
      <Popover
        label="Add a filter"
        align="start"
        className="w-80!"
        trigger={
          <Button size="compact">
            <Plus aria-hidden /> Add filter
          </Button>
        }
      >
        <FilterForm state={state} onFilter={onFilter} />
      </Popover>
      {count === 0 ? null : (
        <Button size="compact" variant="quiet" onClick={onClear}>
          Clear {formatQuantity(count, 'filter')}
        </Button>
      )}
    </section>
  );
}

const offered = 100;

function FilterForm({ state, onFilter }: Pick<CostFiltersProps, 'state' | 'onFilter'>) {
  const id = useId();
  const [dimension, setDimension] = useState<CostDimension>(state.by ?? 'provider');
  const { [dimension]: chosen = [], ...others } = state.filters;
  const query = useQuery(
    costQuery({ ...state, filters: others, by: dimension, top: offered, step: 'month', compare: false }),
  );
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <label htmlFor={id} className="font-medium">
        Narrow by
      </label>
      <Select
        id={id}
        value={dimension}
        onChange={({ target }) => setDimension(costDimensions.find((one) => one === target.value) ?? dimension)}
      >
        {costDimensions.map((one) => (
          <option key={one} value={one}>
            {costDimensionWords[one].title}
          </option>
        ))}
      </Select>
      <QueryView query={query} subject="Values" needs="cost:read">
        {(cost) => (
          <ValueList
            dimension={dimension}
            values={query.isPlaceholderData ? null : listValues(cost, chosen)}
            chosen={chosen}
            onFilter={onFilter}
          />
        )}
      </QueryView>
    </div>
  );
}

/** The values there are, the largest first; those chosen that nothing matches any more come last. */
function listValues({ books }: Cost, chosen: readonly string[]): string[] {
  const known = books.flatMap(({ shown, unallocated }) => [
    ...shown.map(({ value }) => value),
    ...(unallocated === null ? [] : ['']),
  ]);
  return [...new Set([...known, ...chosen])];
}

interface ValueListProps {
  dimension: CostDimension;
  /** Null: not known yet. */
  values: readonly string[] | null;
  chosen: readonly string[];
  onFilter: CostFiltersProps['onFilter'];
}

function ValueList({ dimension, values, chosen, onFilter }: ValueListProps) {
  if (values === null) return <p className="text-muted">Looking up its values …</p>;
  if (values.length === 0) return <p className="text-muted">No value is known.</p>;
  return (
    <fieldset className="flex max-h-72 flex-col gap-1 overflow-y-auto">
      <legend className="sr-only">{costDimensionWords[dimension].title}</legend>
      {values.map((value) => (
        <LabelledCheckbox
          key={value}
          label={<span className="wrap-anywhere">{nameCostValue(dimension, value)}</span>}
          isChecked={chosen.includes(value)}
          onCheckedChange={(isChecked) =>
            onFilter(dimension, isChecked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      ))}
    </fieldset>
  );
}
