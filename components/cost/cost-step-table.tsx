import { Missing } from '@/components/ui/missing';
import { TableRegion } from '@/components/ui/table';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { formatDays } from '@/lib/format/format-day';
import { Money } from './money';
import { sayStepGaps } from './step-gaps';
import type { CostSeries } from './to-cost-series';

export interface CostStepTableProps {
  cost: Cost;
  book: CostBook;
  series: readonly CostSeries[];
  title: string;
}

/** The chart in figures, the newest step first. */
export function CostStepTable({ cost, book, series, title }: CostStepTableProps) {
  const cell = (amount: string | null) =>
    amount === null ? <Missing reason="No row tells it" /> : <Money amount={amount} currency={book.currency} />;
  return (
    <TableRegion label={title} className="max-h-96">
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
          {cost.steps
            .map((step, index) => ({ ...step, index, gaps: sayStepGaps(cost, book, index) }))
            .toReversed()
            .map(({ from, to, unsettled, gaps, index }) => (
              <tr key={from} className="border-t">
                <td className="h-7 whitespace-nowrap">{formatDays(from, to)}</td>
                {series.map(({ key, amounts }) => (
                  <td key={key} className="h-7 pl-4 text-right tabular-nums">
                    {cell(amounts[index] ?? null)}
                  </td>
                ))}
                <td className="h-7 whitespace-nowrap pl-4 text-right font-medium tabular-nums">
                  {gaps.length === 0 || book.whole.series[index] == null ? null : 'at least '}
                  {cell(book.whole.series[index] ?? null)}
                </td>
                <td className="h-7 pl-4 text-meta text-muted">
                  {[...(unsettled ? ['May still change'] : []), ...gaps].join('; ')}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
