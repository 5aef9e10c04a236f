import { toCoverage, toSpotShare } from '@/lib/analytics/commitments/coverage';
import { judgeCommitment } from '@/lib/analytics/commitments/judge-commitment';
import { findUnnamedProviders, type UnnamedProviders } from '@/lib/analytics/commitments/unnamed-providers';
import type { Commitment, CommitmentBook, CommitmentTerm } from '@/lib/api/contracts/cost-commitments';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import type { BilledCommitment } from '@/lib/domain/cost/commitment-sum';
import type { SteppedCommitmentSum } from '@/lib/store/cost-sums/commitment-tally';
import type { CommitmentSums } from '@/lib/store/cost-sums/read-commitment-sums';
import { type MissingCosts, toFigures, toShareFigure, toText } from './commitment-figures';
import { toCommitmentSeries } from './commitment-series';
import { areToldByMonth } from './told-by-month';

type Sum = SteppedCommitmentSum;

/** Sums of one basis and currency, which never add to those of another. */
export interface BookSums extends Pick<CommitmentSums, 'by' | 'steps'> {
  basis: CostBasis;
  currency: string | null;
}

/** What figures of a book need beside its sums. */
interface BookContext extends MissingCosts {
  missingHalves: CommitmentBook['missingHalves'];
  named: readonly BilledCommitment[];
  terms: ReadonlyMap<string, CommitmentTerm>;
  cutSteps: readonly boolean[];
}

type LineContext = BookContext & { unnamed: UnnamedProviders };

/** Sums by the book they are of. */
export function splitByBook({ by, steps }: CommitmentSums): BookSums[] {
  const nameOf = ({ basis, currency }: Sum) => JSON.stringify([basis, currency]);
  const split = <Cut extends string>(cuts: Readonly<Record<Cut, readonly Sum[]>>) => {
    const groups = Object.entries<readonly Sum[]>(cuts).map(([cut, sums]) => [cut, Map.groupBy(sums, nameOf)] as const);
    return (book: string) =>
      Object.fromEntries(groups.map(([cut, sums]) => [cut, sums.get(book) ?? []])) as Record<Cut, Sum[]>;
  };
  const [byOf, stepsOf] = [split(by), split(steps)];
  const books = Map.groupBy([...by.whole, ...by.commitment], nameOf);
  return [...books].flatMap(([book, [first]]) =>
    first === undefined ? [] : [{ basis: first.basis, currency: first.currency, by: byOf(book), steps: stepsOf(book) }],
  );
}

/** What commitments of one basis and currency cover, save and waste. */
export function toCommitmentBook({ basis, currency, by, steps }: BookSums, given: BookContext): CommitmentBook {
  const unnamed = findUnnamedProviders(by.whole);
  const context = { ...given, ...toCut([...by.whole, ...by.commitment], given), unnamed };
  const { isPartial } = context;
  const spot = (...[of, measure]: Spot) => toShareFigure(toSpotShare(by.whole, of, measure, unnamed), isPartial);
  const compute = ['gpu', 'compute'] as const;
  return {
    basis,
    currency,
    unnamedProviders: [...unnamed],
    missingHalves: context.missingHalves,
    ...toFigures(judgeCommitment(by.commitment, unnamed), context),
    coverage: toShareFigure(toCoverage(by.whole), isPartial),
    spot: {
      gpuCost: spot(['gpu'], 'effective'),
      gpuHours: spot(['gpu'], 'gpuHours'),
      computeCost: spot(compute, 'effective'),
      computeHours: spot(compute, 'hours'),
    },
    series: toCommitmentSeries(steps, context),
    by: {
      provider: toLines(
        by.whole.map((sum) => ({ ...sum, value: sum.provider })),
        context,
      ),
      service: toLines(by.service, context),
      region: toLines(by.region, context),
      'gpu-model': toLines(
        by['gpu-model'].filter(({ value }) => value !== null),
        context,
      ),
    },
    commitments: toCommitments(by.commitment, context),
  };
}

/** What is not known of what was unused: what one provider tells by the month alone is no matter of sums of others. */
function toCut(sums: readonly Sum[], { isUnusedCut, cutSteps }: Pick<BookContext, 'isUnusedCut' | 'cutSteps'>) {
  const isConcerned = areToldByMonth(sums);
  return { isUnusedCut: isUnusedCut && isConcerned, cutSteps: cutSteps.map((isCut) => isCut && isConcerned) };
}

type Spot = [of: Parameters<typeof toSpotShare>[1], measure: Parameters<typeof toSpotShare>[2]];

function toLines(sums: readonly Sum[], { isPartial, unnamed }: LineContext): CommitmentBook['by']['service'] {
  const lines = Map.groupBy(sums, ({ provider, value }) => JSON.stringify([provider, value]));
  return [...lines.values()]
    .flatMap((of) => {
      const [first] = of;
      if (first === undefined) return [];
      return [
        {
          provider: first.provider,
          value: first.value,
          coverage: toShareFigure(toCoverage(of), isPartial),
          spot: toShareFigure(toSpotShare(of, ['gpu', 'compute'], 'effective', unnamed), isPartial),
        },
      ];
    })
    .toSorted(
      (one, other) =>
        Number(other.coverage.whole) - Number(one.coverage.whole) || Number(other.spot.whole) - Number(one.spot.whole),
    );
}

function toCommitments(sums: readonly Sum[], context: LineContext): Commitment[] {
  const { named, terms, unnamed } = context;
  const nameOf = (id: string | null, provider: string | null) => JSON.stringify([id, provider]);
  const names = new Map(named.map((one) => [nameOf(one.id, one.provider), one]));
  const each = Map.groupBy(sums, ({ provider, value }) => nameOf(value, provider));
  return [...each.values()]
    .flatMap((of) => {
      const [first] = of;
      if (first === undefined) return [];
      const { provider, value: id } = first;
      const billed = names.get(nameOf(id, provider));
      const figures = judgeCommitment(of, unnamed);
      const { used, unused, purchased } = figures.quantity;
      return [
        {
          id,
          provider,
          name: billed?.name ?? null,
          type: billed?.type ?? null,
          category: billed?.category ?? null,
          unit: billed?.unit ?? null,
          quantity: { used: toText(used), unused: toText(unused), purchased: toText(purchased) },
          ...toFigures(figures, { ...context, ...toCut(of, context) }),
          term: id === null ? null : (terms.get(id) ?? null),
        },
      ];
    })
    .toSorted((one, other) => Number(other.amortised.amount) - Number(one.amortised.amount));
}
