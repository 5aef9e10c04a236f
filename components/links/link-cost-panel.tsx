'use client';
import { useQuery } from '@tanstack/react-query';
import { Money } from '@/components/cost/money';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { LinkCosts } from '@/lib/api/contracts/link-costs';
import { costBasisWords } from '@/lib/format/cost-words';
import { linkCostQuery } from '@/lib/queries/links';

type Window = LinkCosts['windows'][number];

const windowWords: Record<Window['window'], string> = {
  'month-to-date': 'This month so far',
  'last-month': 'Last month',
};
const boundWords = { exact: '', least: 'at least ', most: 'at most ' } as const;

/** What a link costs a month, as bills and whoever declared it say, and what of it comes on each terabyte it carried. */
export function LinkCostPanel({ id }: { id: string }) {
  const mayRead = useMay('cost:read');
  const query = useQuery({ ...linkCostQuery(id), enabled: mayRead });
  if (!mayRead)
    return (
      <Panel title="Cost">
        <p className="px-4 py-3 text-muted">Needs cost:read. Ask an administrator or finance.</p>
      </Panel>
    );
  return (
    <Panel title="Cost" unit="effective, whole days UTC" sources={query.data && <AsOf at={query.data.at} />}>
      <QueryView query={query} subject="Cost of the link" needs="cost:read">
        {(costs) => <CostTable costs={costs} />}
      </QueryView>
    </Panel>
  );
}

function CostTable({ costs: { windows, stated } }: { costs: LinkCosts }) {
  return (
    <>
      <TableRegion label="Cost of the link">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Period
              </HeaderCell>
              <HeaderCell>Billed for</HeaderCell>
              <HeaderCell isNumeric>The link itself</HeaderCell>
              <HeaderCell isNumeric>Data transfer</HeaderCell>
              <HeaderCell isNumeric>Carried, both ways</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                For each TB
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {windows.map((one) => (
              <WindowRow key={one.window} one={one} />
            ))}
          </tbody>
        </Table>
      </TableRegion>
      {stated.map(({ name, amount, currency, by }) => (
        <p key={name} className="border-t px-4 py-2">
          <Money amount={amount} currency={currency} /> a month, stated by {by} who declared {name}.
        </p>
      ))}
      <p className="border-t px-4 py-2 text-meta text-subtle">
        A TB is 10¹² bytes. What comes on each is derived: link and transfer over what was measured in the same days.
      </p>
    </>
  );
}

function WindowRow({ one: { window, from, to, billed, volume, perTerabyte } }: { one: Window }) {
  const none = <Missing reason="No bill names this link in these days" />;
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {windowWords[window]}
        <span className="block text-meta text-subtle">
          {from} to {to}
        </span>
      </Cell>
      <Cell>
        {billed.length === 0
          ? none
          : billed.map(({ teller, resource, basis, currency }) => (
              <span key={`${teller} ${resource} ${basis} ${currency}`} className="block whitespace-nowrap">
                {resource}{' '}
                <span className="text-meta text-muted">
                  {teller}, {costBasisWords[basis].title.toLowerCase()}
                </span>
              </span>
            ))}
      </Cell>
      <Cell isNumeric>
        {billed.length === 0
          ? none
          : billed.map((line) => <Amount key={toKey(line)} line={line} amount={line.amount} />)}
      </Cell>
      <Cell isNumeric>
        {billed.length === 0
          ? none
          : billed.map((line) => <Amount key={toKey(line)} line={line} amount={line.transfer} />)}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {volume === null ? (
          <Missing reason="Nothing measured what it carried in these days" />
        ) : (
          <>
            {volume.measuredHours < volume.hours ? 'at least ' : ''}
            {formatTerabytes(volume.bytes)}
            <span className="block text-meta text-subtle">
              measured in {volume.measuredHours} of {volume.hours} hours
            </span>
          </>
        )}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap pr-4">
        {perTerabyte.length === 0 ? (
          <Missing reason="Not both its cost and what it carried are known" />
        ) : (
          perTerabyte.map(({ amount, currency, basis, bound }) => (
            <span key={`${basis} ${currency}`} className="block">
              {bound === null ? (
                <Missing reason="Costs and hours are missing, so it may be more or less" />
              ) : (
                <>
                  {boundWords[bound]}
                  <Money amount={amount} currency={currency} />
                  {basis === 'stated' ? <span className="text-meta text-subtle"> by the stated cost</span> : null}
                </>
              )}
            </span>
          ))
        )}
      </Cell>
    </TableRow>
  );
}

type Line = Window['billed'][number];
const toKey = ({ teller, resource, basis, currency }: Line) => `${teller} ${resource} ${basis} ${currency}`;

function Amount({ line, amount }: { line: Line; amount: string | null }) {
  return (
    <span className="block whitespace-nowrap">
      {amount === null ? (
        <Missing reason="No row of the bill tells it" />
      ) : (
        <>
          {line.atLeast ? 'at least ' : ''}
          <Money amount={amount} currency={line.currency} />
        </>
      )}
    </span>
  );
}

function formatTerabytes(bytes: number): string {
  const terabytes = bytes / 1e12;
  return `${terabytes >= 10 ? terabytes.toFixed(0) : terabytes.toPrecision(2)} TB`;
}
