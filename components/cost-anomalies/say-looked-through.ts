import { sayGaps } from '@/components/cost/say-gaps';
import type { CostSource } from '@/lib/api/contracts/cost';
import type { CostAnomalies } from '@/lib/api/contracts/cost-anomalies';
import { formatQuantity } from '@/lib/format/format-number';

type Judged = Pick<NonNullable<CostAnomalies['judged']>, 'from' | 'to'> & {
  sources: readonly Pick<CostSource, 'title' | 'deliveredAt' | 'missing'>[];
};

/**
 * How many sources of bills were looked through, in words, and what each lacks of the days; null: nothing is missing. A
 * source that told no day of the range was not looked through; one of which nothing counts, since others tell it, is none.
 */
export function sayLookedThrough({ from, to, sources: all }: Judged): { count: string; missing: string | null } {
  const sources = all.filter(({ deliveredAt, missing }) => deliveredAt !== null || missing.length > 0);
  const gaps = sources.flatMap(({ title, missing }) => missing.map((gap) => ({ title, ...gap })));
  const told = sources.filter(({ missing }) => !isMissingWhole(missing, { from, to })).length;
  const of = formatQuantity(sources.length, 'billing source');
  return { count: toCount(told, sources.length, of), missing: gaps.length === 0 ? null : sayGaps(gaps) };
}

function toCount(told: number, all: number, of: string): string {
  if (all === 0) return 'no billing source';
  if (told < all) return `${told} of ${of}`;
  return all === 1 ? 'the one billing source' : `all ${of}`;
}

const dayMs = 86_400_000;

/** Whether gaps leave no day of a range. */
function isMissingWhole(gaps: readonly { from: string; to: string }[], range: { from: string; to: string }): boolean {
  let next = range.from;
  for (const { from, to } of gaps.toSorted((one, other) => (one.from < other.from ? -1 : 1)))
    if (from <= next && to >= next) next = new Date(Date.parse(to) + dayMs).toISOString().slice(0, 10);
  return next > range.to;
}
