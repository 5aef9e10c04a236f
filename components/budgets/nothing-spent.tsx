import type { Spent } from '@/lib/api/contracts/cost-forecast';
import { nothingSpentWords } from './say-forecast';

/** Why nothing is said of what is spent in a period, where an amount would stand; `isOver`: the period is. */
export function NothingSpent({ nothing, isOver = false }: Pick<Spent, 'nothing'> & { isOver?: boolean }) {
  const { word, wordAfter, says } = nothingSpentWords[nothing ?? 'not-told'];
  return (
    <span className="text-unknown" title={says}>
      {isOver ? wordAfter : word}
    </span>
  );
}
