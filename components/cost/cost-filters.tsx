'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import type { Cost } from '@/lib/api/contracts/cost';
import type { CostAxis } from '@/lib/domain/cost/cost-dimension';
import { nameCostValue, toAxisWords } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';
import { type CostState, costQuery } from '@/lib/queries/cost';
import { listFilters, valuesOf, withoutAxis } from './axis-filters';
import { CostAxisChoice } from './cost-axis-choice';

export interface CostFiltersProps {
  /** What the page asks for, filters included. */
  state: CostState;
  onFilter: (axis: CostAxis, values: readonly string[]) => void;
  onClear: () => void;
}

/** What costs are narrowed by, each value with a button that takes it away, and a way to add more. */
export function CostFilters({ state, onFilter, onClear }: CostFiltersProps) {
  const chosen = listFilters(state.filters);
  const count = Object.keys(state.filters).length;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {chosen.map(({ axis, value }) => {
        const words = `${toAxisWords(axis).title}: ${nameCostValue(axis, value)}`;
        return (
          <Button
            key={`${axis}=${value}`}
            size="compact"
            className="border-accent! text-accent!"
            aria-label={`Remove filter ${words}`}
            onClick={() =>
              onFilter(
                axis,
                valuesOf(state.filters, axis).filter((one) => one !== value),
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
  const [axis, setAxis] = useState<CostAxis>(state.by ?? 'provider');
  const chosen = valuesOf(state.filters, axis);
  const others = withoutAxis(state.filters, axis);
  const query = useQuery(
    costQuery({
      ...state,
      filters: others,
      by: axis,
      top: offered,
      step: 'month',
      compare: false,
      convertTo: null,
    }),
  );
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <label htmlFor={id} className="font-medium">
        Narrow by
      </label>
      <CostAxisChoice id={id} value={axis} span={state.span} onAxis={setAxis} />
      <QueryView query={query} subject="Values" needs="cost:read">
        {(cost) => (
          <ValueList
            axis={axis}
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
  axis: CostAxis;
  /** Null: not known yet. */
  values: readonly string[] | null;
  chosen: readonly string[];
  onFilter: CostFiltersProps['onFilter'];
}

function ValueList({ axis, values, chosen, onFilter }: ValueListProps) {
  if (values === null) return <p className="text-muted">Looking up its values …</p>;
  if (values.length === 0) return <p className="text-muted">No value is known.</p>;
  return (
    <fieldset className="flex max-h-72 flex-col gap-1 overflow-y-auto">
      <legend className="sr-only">{toAxisWords(axis).title}</legend>
      {values.map((value) => (
        <LabelledCheckbox
          key={value}
          label={<span className="wrap-anywhere">{nameCostValue(axis, value)}</span>}
          isChecked={chosen.includes(value)}
          onCheckedChange={(isChecked) =>
            onFilter(axis, isChecked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      ))}
    </fieldset>
  );
}
