'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Budget } from '@/lib/api/contracts/cost-budgets';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, nameCostValue } from '@/lib/format/cost-words';
import { costValuesQuery } from '@/lib/queries/cost-budgets';
import { toCostDays } from '@/lib/queries/cost-url';

type Slice = Budget['terms']['filters'];

export interface SliceFieldsProps {
  slice: Slice;
  onSlice: (slice: Slice) => void;
}

/** What a budget counts: values of dimensions, each with a button that takes it away, and a way to add more. */
export function SliceFields({ slice, onSlice }: SliceFieldsProps) {
  const id = useId();
  const { now } = useClock();
  const [dimension, setDimension] = useState<CostDimension>('team');
  const [value, setValue] = useState('');
  const known = useQuery(costValuesQuery(dimension, toCostDays('now-90d', now)));
  const books = known.data?.books ?? [];
  const values = [...new Set(books.flatMap(({ shown }) => shown.map((one) => one.value)))];
  const chosen = costDimensions.flatMap((name) => (slice[name] ?? []).map((one) => ({ name, value: one })));
  const set = (name: CostDimension, list: string[]) => {
    const { [name]: _, ...others } = slice;
    onSlice(list.length === 0 ? others : { ...others, [name]: list });
  };
  const add = (one: string) => {
    const before = slice[dimension] ?? [];
    if (!before.includes(one)) set(dimension, [...before, one]);
    setValue('');
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">What it counts</legend>
      <p className="text-muted text-table">
        {chosen.length === 0
          ? 'All costs. Narrow it by adding values.'
          : 'Costs with any of the values of each dimension named.'}
      </p>
      {chosen.length === 0 ? null : (
        <ul className="flex flex-wrap gap-2">
          {chosen.map(({ name, value: one }) => {
            const words = `${costDimensionWords[name].title}: ${nameCostValue(name, one)}`;
            return (
              <li key={`${name}=${one}`}>
                <Button
                  size="compact"
                  aria-label={`Remove ${words}`}
                  onClick={() =>
                    set(
                      name,
                      (slice[name] ?? []).filter((other) => other !== one),
                    )
                  }
                >
                  <span className="max-w-64 truncate">{words}</span>
                  <X aria-hidden />
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="grid gap-2 sm:grid-cols-[10rem_minmax(0,1fr)_auto_auto]">
        <Select
          aria-label="Dimension"
          value={dimension}
          onChange={({ target }) => setDimension(costDimensions.find((one) => one === target.value) ?? dimension)}
        >
          {costDimensions.map((one) => (
            <option key={one} value={one}>
              {costDimensionWords[one].title}
            </option>
          ))}
        </Select>
        <Input
          aria-label="Value"
          list={`${id}-values`}
          autoComplete="off"
          maxLength={1_000}
          value={value}
          onChange={({ target }) => setValue(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || value === '') return;
            event.preventDefault();
            add(value);
          }}
        />
        <datalist id={`${id}-values`}>
          {values.map((one) => (
            <option key={one} value={one}>
              {nameCostValue(dimension, one)}
            </option>
          ))}
        </datalist>
        <Button disabled={value === ''} onClick={() => add(value)}>
          <Plus aria-hidden /> Add
        </Button>
        <Button variant="quiet" onClick={() => add('')}>
          Add “{costDimensionWords[dimension].none}”
        </Button>
      </div>
    </fieldset>
  );
}
