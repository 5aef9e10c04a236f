import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import { TableRegion } from '@/components/ui/table';
import type { CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { formatDays } from '@/lib/format/format-day';

const columns = ['Days', 'Charged', 'Expected', 'Usual from', 'Usual to'];

/** The chart in figures, the newest step first. */
export function CourseTable({ detail: { anomaly, course }, title }: { detail: CostAnomalyDetail; title: string }) {
  const cell = (amount: string | null, reason: string) =>
    amount === null ? <Missing reason={reason} /> : <Money amount={amount} currency={anomaly.currency} />;
  return (
    <TableRegion label={title} className="max-h-96">
      <table className="w-full text-left text-table">
        <thead>
          <tr className="text-meta text-muted">
            {columns.map((name, index) => (
              <th key={name} scope="col" className={`h-7 font-medium ${index === 0 ? '' : 'pl-4 text-right'}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {course.toReversed().map(({ from, to, actual, expected, low, high }) => (
            <tr key={from} className="border-t">
              <td className="h-7 whitespace-nowrap">{formatDays(from, to)}</td>
              <td className="pl-4 text-right">{cell(actual, 'No bill tells it')}</td>
              <td className="pl-4 text-right">{cell(expected, 'Too little history')}</td>
              <td className="pl-4 text-right">{cell(low, 'Too little history')}</td>
              <td className="pl-4 text-right">{cell(high, 'Too little history')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
