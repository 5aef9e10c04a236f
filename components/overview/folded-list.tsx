'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatNumber } from '@/lib/format/format-number';

export interface FoldedListProps<T> {
  /** What matters most comes first. */
  items: readonly T[];
  /** How many show at first. */
  atFirst: number;
  /** What folding it again is called, e.g. `Show the worst only`. */
  foldWord: string;
  children: (shown: readonly T[]) => ReactNode;
}

/** The first of a list and, on demand, the rest. One more alone is not worth hiding. */
export function FoldedList<T>({ items, atFirst, foldWord, children }: FoldedListProps<T>) {
  const [isUnfolded, setUnfolded] = useState(false);
  const folded = items.length - atFirst;
  return (
    <>
      {children(isUnfolded || folded <= 1 ? items : items.slice(0, atFirst))}
      {folded > 1 ? (
        <div className="border-t px-2 py-1">
          <Button variant="quiet" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
            {isUnfolded ? foldWord : `Show ${formatNumber(folded)} more`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
