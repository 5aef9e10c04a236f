'use client';
import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { type CostRange, costRanges, readCostRange } from '@/lib/queries/cost-url';

const words: Record<CostRange, { title: string; says: string }> = {
  'now-7d': { title: '7 d', says: 'The last 7 whole days' },
  'now-30d': { title: '30 d', says: 'The last 30 whole days' },
  'now-90d': { title: '90 d', says: 'The last 90 whole days' },
  month: { title: 'Month to date', says: 'The whole days of this month' },
  'last-month': { title: 'Last month', says: 'The calendar month before this one' },
};

export interface CostRangeChoiceProps {
  range: ReturnType<typeof readCostRange>;
  days: { from: string; to: string };
  onRange: (from: string, to: string | null) => void;
}

/** Which days are told: a range that follows the calendar, or a first and last day. */
export function CostRangeChoice({ range, days, onRange }: CostRangeChoiceProps) {
  const isCustom = typeof range !== 'string';
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Range of days</legend>
      {costRanges.map((one) => (
        <Button
          key={one}
          size="compact"
          variant={one === range ? 'secondary' : 'quiet'}
          aria-pressed={one === range}
          title={words[one].says}
          onClick={() => onRange(one, null)}
        >
          {words[one].title}
        </Button>
      ))}
      <Popover
        label="Choose the days"
        align="start"
        className="w-72!"
        trigger={
          <Button size="compact" variant={isCustom ? 'secondary' : 'quiet'}>
            <CalendarRange aria-hidden /> Custom…
          </Button>
        }
      >
        <DaysForm key={`${days.from} ${days.to}`} days={days} onDays={(from, to) => onRange(from, to)} />
      </Popover>
    </fieldset>
  );
}

function DaysForm({
  days,
  onDays,
}: {
  days: { from: string; to: string };
  onDays: (from: string, to: string) => void;
}) {
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const [error, setError] = useState<string | null>(null);
  function submit() {
    const read = readCostRange({ from, to });
    if (typeof read === 'string') setError('The last day is not before the first, and at most 800 days are told.');
    else onDays(read.from, read.to);
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-3 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormField label="First day" isRequired>
        {(control) => <Input type="date" {...control} value={from} onChange={({ target }) => setFrom(target.value)} />}
      </FormField>
      <FormField label="Last day" description="Both are included, UTC." isRequired error={error}>
        {(control) => <Input type="date" {...control} value={to} onChange={({ target }) => setTo(target.value)} />}
      </FormField>
      <Button type="submit" variant="primary">
        Show these days
      </Button>
    </form>
  );
}
