import type { CostLine } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import { formatChange } from '@/lib/format/format-money';
import { readFigure } from './to-cost-series';

/** The difference of two periods, which is no plain change where one of them is only told in part. */
export interface Change {
  /** Exact, of what is told. */
  difference: string;
  /** In percent; null: what was before is nought or a credit. */
  share: string | null;
  /** Which of the two is a floor; null: neither. */
  incomplete: 'now' | 'before' | 'both' | null;
}

/** By how much a total differs from the one before. Null: one of the two is not known. */
export function judgeChange({ total, previous }: Pick<CostLine, 'total' | 'previous'>): Change | null {
  if (previous === null) return null;
  const [now, before] = [readFigure(total), readFigure(previous)];
  if (now === null || before === null) return null;
  return {
    difference: formatAmount(now - before),
    share: formatChange(now, before),
    incomplete: total.atLeast ? (previous.atLeast ? 'both' : 'now') : previous.atLeast ? 'before' : null,
  };
}

/** Which of two periods may be incomplete, in words. */
export function sayIncomplete(incomplete: NonNullable<Change['incomplete']>): string {
  const which = { now: 'these days', before: 'the days before', both: 'both periods' };
  return `${which[incomplete]} may be incomplete`;
}
