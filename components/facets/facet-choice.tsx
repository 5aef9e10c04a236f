'use client';
import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import { formatNumber } from '@/lib/format/format-number';

export interface FacetChoiceProps {
  title: string;
  chosen: readonly string[];
  values: ReadonlyArray<{ value: string; count: number }>;
  /** A source is missing, so that there may be more of each value. */
  isFloor: boolean;
  /** What a value is called. */
  name: (value: string) => string;
  onChoose: (values: string[]) => void;
}

/** A facet that narrows a list, with how many there are of each of its values; what is chosen stays in sight. */
export function FacetChoice({ title, chosen, values, isFloor, name, onChoose }: FacetChoiceProps) {
  const offered = [
    ...chosen
      .filter((value) => !values.some((known) => known.value === value))
      .map((value) => ({ value, count: null })),
    ...values,
  ];
  return (
    <Popover
      label={`${title} filter`}
      align="start"
      className="max-h-96 w-72 overflow-y-auto"
      trigger={
        <Button>
          {title}
          {chosen.length === 0 ? null : ` (${chosen.length})`}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <ul className="flex flex-col p-2">
        {offered.length === 0 ? <li className="px-2 py-1 text-muted">There is nothing to choose from.</li> : null}
        {offered.map(({ value, count }) => (
          <li key={value} className="flex items-center justify-between gap-2 px-2">
            <LabelledCheckbox
              label={name(value)}
              isChecked={chosen.includes(value)}
              onCheckedChange={(isChecked) =>
                onChoose(isChecked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            {count === null ? null : (
              <span className="text-meta text-muted tabular-nums">
                {isFloor ? 'at least ' : ''}
                {formatNumber(count)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Popover>
  );
}
