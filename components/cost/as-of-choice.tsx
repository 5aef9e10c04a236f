'use client';
import { useId } from 'react';
import { Input } from '@/components/ui/input';

export interface AsOfChoiceProps {
  label?: string;
  /** Today, UTC: nothing is known of later days. */
  today: string;
  /** A day, or an instant of it; null: now. */
  asOf: string | null;
  onAsOf: (day: string | null) => void;
}

/** As known on which day figures are told; none: now. */
export function AsOfChoice({ label = 'As known on', today, asOf, onAsOf }: AsOfChoiceProps) {
  const id = useId();
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <label htmlFor={id} className="whitespace-nowrap text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        className="w-40!"
        max={today}
        value={asOf?.slice(0, 10) ?? ''}
        onChange={({ target }) => onAsOf(target.value === '' ? null : target.value)}
      />
    </span>
  );
}
