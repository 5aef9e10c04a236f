'use client';
import { type ReactNode, useId } from 'react';
import { Select } from '@/components/ui/select';
import type { CostBook } from '@/lib/api/contracts/cost';
import { readCostRange } from '@/lib/queries/cost-url';
import { AsOfChoice } from './as-of-choice';
import { sayBook, toBookName } from './book-name';
import { CostRangeChoice } from './cost-range';

export interface SpanControlsProps {
  url: { from: string; to: string | null; asOf: string | null };
  change: (part: { from?: string; to?: string | null; asOf?: string | null }) => void;
  days: { from: string; to: string };
  /** Today, UTC. */
  today: string;
  /** What else is chosen, beside the days and the instant. */
  children: ReactNode;
}

/** Which days are told, as known when, and what else the page lets one choose. */
export function SpanControls({ url, change, days, today, children }: SpanControlsProps) {
  return (
    <section aria-label="What is shown" className="flex flex-col gap-2">
      <CostRangeChoice range={readCostRange(url)} days={days} onRange={(from, to) => change({ from, to })} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {children}
        <AsOfChoice today={today} asOf={url.asOf} onAsOf={(asOf) => change({ asOf })} />
      </div>
    </section>
  );
}

export interface LabelledChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onValue: (value: T) => void;
}

/** A choice with its label before it. */
export function LabelledChoice<T extends string>({ label, value, options, onValue }: LabelledChoiceProps<T>) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="whitespace-nowrap text-muted">
        {label}
      </label>
      <Select
        id={id}
        className="w-44!"
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen !== undefined) onValue(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </span>
  );
}

export interface BookChoiceProps {
  books: readonly Pick<CostBook, 'currency' | 'basis'>[];
  book: Pick<CostBook, 'currency' | 'basis'>;
  onBook: (name: string) => void;
}

/** The choice of currency and basis, which are never added; nothing where there is one alone. */
export function BookChoice({ books, book, onBook }: BookChoiceProps) {
  if (books.length < 2) return null;
  return (
    <LabelledChoice
      label="Currency"
      value={toBookName(book)}
      options={books.map((one) => ({ value: toBookName(one), label: sayBook(one) }))}
      onValue={onBook}
    />
  );
}
