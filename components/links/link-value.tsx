'use client';
import { useClock } from '@/components/time/clock-provider';
import { Missing } from '@/components/ui/missing';
import type { LinkValueAnswer } from '@/lib/api/contracts/links';
import { formatAge } from '@/lib/time/format-duration';

export interface LinkValueProps {
  value: LinkValueAnswer | null;
  /** Writes the value with its unit. */
  format: (value: number) => string;
  /** Why there is none, when it is unknown. */
  reason: string;
}

/** A value of a link, under it whether it was measured, derived or stated, and how old it is. */
export function LinkValue({ value, format, reason }: LinkValueProps) {
  const { now } = useClock();
  if (value === null) return <Missing reason={reason} />;
  const { basis, bound, definitions } = value;
  const ageMs = now.getTime() - Date.parse(value.at);
  const age = ageMs < 60_000 ? 'just now' : `${formatAge(ageMs)} ago`;
  return (
    <span
      className="inline-flex flex-col whitespace-nowrap"
      title={definitions.length === 0 ? undefined : `From ${definitions.join(', ')}`}
    >
      {bound === 'exact' ? (
        <span>{format(value.value)}</span>
      ) : (
        <span>
          <span aria-hidden="true">{bound === 'least' ? '≥' : '≤'} </span>
          <span className="sr-only">{bound === 'least' ? 'at least' : 'at most'} </span>
          {format(value.value)}
        </span>
      )}
      <span className="text-meta text-subtle">
        {basis}
        {bound === 'exact' ? '' : ' in part'}, {age}
      </span>
    </span>
  );
}
