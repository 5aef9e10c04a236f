'use client';
import { useId, useState } from 'react';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { PartialNotice } from '@/components/ui/panel-states';
import type { Source } from '@/lib/api/contracts/sources';
import { formatInstant } from '@/lib/time/format-instant';
import { countSources, describeMissing, listMissing, nameMissing, nameSource } from './describe-source';

/** One line that says which sources are not whole; why, at once for a single one and on demand for several. */
export function MissingSourcesNotice({ sources }: { sources: readonly Source[] }) {
  const { now, zone } = useClock();
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  const formatClock = (instant: string) => formatInstant(new Date(instant), now, zone);
  const missing = listMissing(sources, formatClock);
  if (missing.length === 0) return null;
  if (missing.length === 1) return <PartialNotice>{describeMissing(sources, formatClock)}</PartialNotice>;
  return (
    <PartialNotice
      action={
        <Button
          size="compact"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Hide reasons' : 'Show reasons'}
        </Button>
      }
    >
      {missing.length} of {countSources(sources)} incomplete: {nameMissing(missing)}
      {isOpen ? (
        <ul id={listId} className="mt-1 list-disc pl-4">
          {missing.map((one) => (
            <li key={one.id}>
              {nameSource(one)}: {one.reason}
            </li>
          ))}
        </ul>
      ) : null}
    </PartialNotice>
  );
}
