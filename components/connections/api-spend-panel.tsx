import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Connection } from '@/lib/api/contracts/connections';
import { formatMicroUsd } from '@/lib/format/format-micro-usd';
import { formatNumber } from '@/lib/format/format-number';

/** What reading the providers' APIs has cost over 30 days, dearest connection first. Nothing where it is withheld. */
export function ApiSpendPanel({ connections }: { connections: readonly Connection[] }) {
  const spends = connections.flatMap(({ id, name, apiSpend }) =>
    apiSpend === null ? [] : [{ id, name, ...apiSpend }],
  );
  if (spends.length === 0) return null;
  const dearestFirst = spends.toSorted((a, b) => b.costMicroUsd - a.costMicroUsd || b.calls - a.calls);
  const calls = spends.reduce((sum, spend) => sum + spend.calls, 0);
  const cost = spends.reduce((sum, spend) => sum + spend.costMicroUsd, 0);
  return (
    <Panel title="API spend" unit="last 30 days, US dollars at list price" className="max-w-3xl">
      <TableRegion label="API spend by connection">
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Connection</HeaderCell>
              <HeaderCell isNumeric>Calls</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Spend
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {dearestFirst.map((spend) => (
              <TableRow key={spend.id}>
                <Cell className="pl-4">{spend.name}</Cell>
                <Cell isNumeric>{formatNumber(spend.calls)}</Cell>
                <Cell isNumeric className="pr-4">
                  {formatMicroUsd(spend.costMicroUsd)}
                </Cell>
              </TableRow>
            ))}
          </tbody>
          <tfoot>
            <TableRow className="font-medium">
              <Cell className="border-b-0 pl-4">Total</Cell>
              <Cell isNumeric className="border-b-0">
                {formatNumber(calls)}
              </Cell>
              <Cell isNumeric className="border-b-0 pr-4">
                {formatMicroUsd(cost)}
              </Cell>
            </TableRow>
          </tfoot>
        </Table>
      </TableRegion>
      <p className="border-t px-4 py-2 text-meta text-muted">
        Every attempt counts, retries included. Most reads of an inventory are free at the provider; those that are not
        are priced as the provider lists them.
      </p>
    </Panel>
  );
}
