import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CostForecastDay } from '@/lib/api/contracts/cost-forecast';
import { formatDay } from '@/lib/format/format-day';
import { sayBand } from './say-forecast';

export interface ForecastTableProps {
  days: readonly CostForecastDay[];
  currency: string | null;
  title: string;
}

/** The same as the chart, day by day. */
export function ForecastTable({ days, currency, title }: ForecastTableProps) {
  return (
    <TableRegion label={title} className="max-h-80">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned>Through</HeaderCell>
            <HeaderCell isNumeric>Told</HeaderCell>
            <HeaderCell isNumeric>Expected</HeaderCell>
            <HeaderCell isNumeric>50 % band</HeaderCell>
            <HeaderCell isNumeric>80 % band</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, told, atLeast, forecast, band50, band80 }) => (
            <TableRow key={day}>
              <Cell isPinned className="whitespace-nowrap">
                {formatDay(day)}
              </Cell>
              <Cell isNumeric>
                {told === null ? (
                  <Missing reason="Nothing is charged by then, or the day is to come" />
                ) : (
                  <>
                    {atLeast ? <span className="text-muted">at least </span> : null}
                    <Money amount={told} currency={currency} />
                  </>
                )}
              </Cell>
              <Cell isNumeric>
                {forecast === null ? (
                  <Missing reason="Nothing is forecast" />
                ) : (
                  <Money amount={forecast} currency={currency} />
                )}
              </Cell>
              <Cell isNumeric className="whitespace-nowrap">
                {band50 === null ? <Missing reason="No band" /> : sayBand(band50, currency)}
              </Cell>
              <Cell isNumeric className="whitespace-nowrap">
                {band80 === null ? <Missing reason="No band" /> : sayBand(band80, currency)}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
