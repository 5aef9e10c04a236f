import { Missing } from '@/components/ui/missing';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { formatDays } from '@/lib/format/format-day';
import { Money } from './money';
import type { CostSeries } from './to-cost-series';

export interface CostStepTableProps {
  cost: Cost;
  book: CostBook;
  series: readonly CostSeries[];
  title: string;
}

/** The chart in figures, the newest step first. */
export function CostStepTable({ cost: { steps }, book, series, title }: CostStepTableProps) {
  const cell = (amount: string | null) =>
    amount === null ? <Missing reason="No row" /> : <Money amount={amount} currency={book.currency} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section aria-label={title} tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full text-left text-table">
        <thead>
          <tr className="text-meta text-muted">
            {['Days', ...series.map(({ label }) => label), 'Total', 'Notes'].map((name, index, { length }) => (
              <th
                key={name}
                scope="col"
                className={`h-7 font-medium ${index === 0 ? '' : 'pl-4'} ${index === 0 || index === length - 1 ? '' : 'text-right'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps
            .map((step, index) => ({ ...step, index }))
            .toReversed()
            .map(({ from, to, unsettled, missing, index }) => (
              <tr key={from} className="border-t">
                <td className="h-7 whitespace-nowrap">{formatDays(from, to)}</td>
                {series.map(({ key, amounts }) => (
                  <td key={key} className="h-7 pl-4 text-right tabular-nums">
                    {cell(amounts[index] ?? null)}
                  </td>
                ))}
                <td className="h-7 whitespace-nowrap pl-4 text-right font-medium tabular-nums">
                  {missing.length === 0 ? null : 'at least '}
                  {cell(book.whole.series[index] ?? null)}
                </td>
                <td className="h-7 pl-4 text-meta text-muted">
                  {[
                    ...(unsettled ? ['May still change'] : []),
                    ...(missing.length === 0 ? [] : [`${missing.join(', ')} missing`]),
                  ].join('; ')}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
