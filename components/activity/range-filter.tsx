'use client';
import { useState } from 'react';
import { useClock } from '@/components/time/clock-provider';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toInstant } from '@/lib/queries/activity-url';
import { fromWallClock, toWallClock } from '@/lib/time/wall-clock';

const presets = [
  { from: 'now-1h', word: 'Last hour' },
  { from: 'now-24h', word: 'Last 24 hours' },
  { from: 'now-7d', word: 'Last 7 days' },
  { from: 'now-30d', word: 'Last 30 days' },
  { from: 'now-90d', word: 'Last 90 days' },
] as const;

export interface RangeFilterProps {
  /** As in the address: ISO 8601, `now-24h`, or null. */
  from: string | null;
  to: string | null;
  onRangeChange: (range: { from: string | null; to: string | null }) => void;
}

/** A time range: relative ones stay relative, a chosen one is entered in the person's zone. */
export function RangeFilter({ from, to, onRangeChange }: RangeFilterProps) {
  const { now, zone } = useClock();
  const preset = to === null ? presets.find((one) => one.from === from) : undefined;
  const [isChoosing, setIsChoosing] = useState(false);
  const isCustom = isChoosing || (preset === undefined && (from !== null || to !== null));
  const toField = (bound: string | null) => {
    const instant = toInstant(bound, now);
    return instant === undefined ? '' : toWallClock(new Date(instant), zone);
  };
  const fromField = (text: string) => fromWallClock(text, zone)?.toISOString() ?? null;

  return (
    <>
      <Select
        aria-label="Time range"
        className="max-w-44 flex-1 basis-36"
        value={isCustom ? 'custom' : (preset?.from ?? '')}
        onChange={(event) => {
          const chosen = event.target.value;
          setIsChoosing(chosen === 'custom');
          if (chosen !== 'custom') onRangeChange({ from: chosen || null, to: null });
        }}
      >
        <option value="">Any time</option>
        {presets.map((one) => (
          <option key={one.from} value={one.from}>
            {one.word}
          </option>
        ))}
        <option value="custom">Custom…</option>
      </Select>
      {isCustom ? (
        <fieldset className="flex flex-wrap items-center gap-2">
          <legend className="sr-only">Time range in {zone}</legend>
          <Input
            type="datetime-local"
            aria-label={`From, ${zone}`}
            className="max-w-52"
            value={toField(from)}
            onChange={(event) => onRangeChange({ from: fromField(event.target.value), to })}
          />
          <span className="text-muted">to</span>
          <Input
            type="datetime-local"
            aria-label={`To, ${zone}`}
            className="max-w-52"
            value={toField(to)}
            onChange={(event) => onRangeChange({ from, to: fromField(event.target.value) })}
          />
          <span className="text-meta text-muted">{zone}</span>
        </fieldset>
      ) : null}
    </>
  );
}
