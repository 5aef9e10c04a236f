import type { StackPaint } from '@/components/charts/draw/stack-paint';
import type { CostBook, CostFigure, CostLine } from '@/lib/api/contracts/cost';
import { addAmounts, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import type { CostAxis } from '@/lib/domain/cost/cost-dimension';
import { nameCostValue, toAxisWords } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';

/** One part of the chart's stacks, with its exact amounts by step; null: no row of that step tells it. */
export interface CostSeries extends StackPaint {
  amounts: readonly (string | null)[];
}

/** Providers in the order in which they stand on one another, each with its own colour; any other joins Other. */
const providerColours: Readonly<Record<string, string>> = {
  aws: 'var(--color-provider-aws)',
  'google-cloud': 'var(--color-provider-google-cloud)',
  azure: 'var(--color-provider-azure)',
  oracle: 'var(--color-provider-oracle)',
  coreweave: 'var(--color-provider-coreweave)',
  lambda: 'var(--color-provider-lambda)',
  'on-premises': 'var(--color-provider-on-premises)',
};

/** For what is no provider: none of these is a provider's colour, and each is 3:1 on the surface. */
const colours = [
  'var(--color-accent)',
  'var(--color-diverging-6)',
  'var(--color-sequential-4)',
  'var(--color-diverging-7)',
  'var(--color-sequential-6)',
  'var(--color-diverging-2)',
  'var(--color-sequential-5)',
  'var(--color-muted)',
];

/** More parts than these are one. */
const mostSeries = 8;

/** What the chart of a book draws: eight parts at most, what is left together as Other. Sums are exact. */
export function toCostSeries(book: CostBook, by: CostAxis): CostSeries[] {
  const room = book.unallocated === null ? mostSeries : mostSeries - 1;
  const own =
    by === 'provider'
      ? Object.keys(providerColours).flatMap((id) => book.shown.filter(({ value }) => value === id))
      : book.shown.slice(0, room);
  const rest: Pick<CostLine, 'series'>[] = book.shown.filter((line) => !own.includes(line));
  const others = rest.length + (book.other === null ? 0 : book.other.values);
  if (book.other !== null) rest.push(book.other);
  const named = own.map(({ value, series }, index) => ({
    key: `=${value}`,
    label: nameCostValue(by, value),
    colour: providerColours[by === 'provider' ? value : ''] ?? colours[index % colours.length] ?? 'currentColor',
    isHatched: false,
    amounts: series,
  }));
  return [
    ...named,
    ...(rest.length === 0
      ? []
      : [
          {
            key: 'other',
            label: sayOther(
              by,
              book.shown.filter((line) => !own.includes(line)).map(({ value }) => value),
              others,
            ),
            colour: 'var(--color-provider-other)',
            isHatched: true,
            amounts: addSeries(rest.map(({ series }) => series)),
          },
        ]),
    ...(book.unallocated === null
      ? []
      : [
          {
            key: 'unallocated',
            label: toAxisWords(by).none,
            colour: 'var(--color-unknown-mark)',
            isHatched: true,
            amounts: book.unallocated.series,
          },
        ]),
  ];
}

/** What has no colour of its own: one value by its name, several together. */
function sayOther(by: CostAxis, values: readonly string[], count: number): string {
  const [only] = values;
  return count === 1 && only !== undefined ? nameCostValue(by, only) : `Other, ${formatQuantity(count, 'value')}`;
}

function addSeries(series: readonly (readonly (string | null)[])[]): (string | null)[] {
  const steps = Math.max(...series.map(({ length }) => length));
  return Array.from({ length: steps }, (_, step) => {
    const told = series.map((amounts) => amounts[step] ?? null).filter((amount) => amount !== null);
    return told.length === 0 ? null : formatAmount(addAmounts(...told.map(readAmount)));
  });
}

/** What a figure tells as a whole number; null where no row is there or none tells it. */
export function readFigure({ amount, rows }: CostFigure): bigint | null {
  return amount === null || rows === 0 ? null : readAmount(amount);
}
