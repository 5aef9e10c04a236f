import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import type { CostTally } from '@/lib/store/cost-rollups/cost-tally';

/** By day what rows come to, and of how many the cost is not told. */
export type DaySums = ReadonlyMap<string, { amount: bigint; untold: number }>;

/** By currency and basis the values of a dimension, each with its days. Rows without a value are left out. */
export type BookDays = ReadonlyMap<
  string,
  { currency: string | null; basis: CostBasis; byLabel: ReadonlyMap<string, DaySums> }
>;

/** The sums of a tally whose stretches are days, by book, value and day. */
export function gatherDays(tally: CostTally, days: readonly string[]): BookDays {
  const books = new Map<
    string,
    { currency: string | null; basis: CostBasis; byLabel: Map<string, Map<string, { amount: bigint; untold: number }>> }
  >();
  for (const [{ basis, currency, label, bucket }, { amount, untold }] of tally.entries()) {
    const day = days[bucket];
    if (label === null || day === undefined) continue;
    const name = JSON.stringify([basis, currency]);
    const book = books.get(name) ?? { currency, basis, byLabel: new Map() };
    books.set(name, book);
    const sums = book.byLabel.get(label) ?? new Map<string, { amount: bigint; untold: number }>();
    book.byLabel.set(label, sums);
    sums.set(day, { amount, untold });
  }
  return books;
}

/** What is left of sums without a part of them. */
export function lessDays(all: BookDays, part: BookDays): BookDays {
  return new Map(
    [...all].map(([name, book]) => {
      const byLabel = new Map(
        [...book.byLabel].map(([label, sums]) => {
          const off = part.get(name)?.byLabel.get(label);
          const left = [...sums].map(([day, { amount, untold }]) => {
            const taken = off?.get(day);
            const rest =
              taken === undefined
                ? { amount, untold }
                : { amount: amount - taken.amount, untold: untold - taken.untold };
            return [day, rest] as const;
          });
          return [label, new Map(left)] as const;
        }),
      );
      return [name, { ...book, byLabel }] as const;
    }),
  );
}
