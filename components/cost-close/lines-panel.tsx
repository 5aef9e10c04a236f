'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { sayBook } from '@/components/cost/book-name';
import { Money } from '@/components/cost/money';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CloseBook, CloseLineItem } from '@/lib/api/contracts/cost-close';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { causeWords } from '@/lib/format/close-words';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { type CloseAsked, closeLinesQuery } from '@/lib/queries/cost-close';
import { Change } from './close-money';

export interface LinesPanelProps {
  asked: CloseAsked;
  cause: ChangeCause;
  book: CloseBook;
  onClose: () => void;
}

/** The lines of the bills behind a cause, the largest change first, with what they were and are. */
export function LinesPanel({ asked, cause, book, onClose }: LinesPanelProps) {
  const query = useInfiniteQuery(closeLinesQuery(asked, cause, book));
  const { title, says } = causeWords[cause];
  return (
    <Panel
      title={`Lines: ${title.toLowerCase()}`}
      unit={`${sayBook(book)}, the largest change first`}
      isRefreshing={query.isFetching && !query.isPending && !query.isFetchingNextPage}
      menu={
        <Button variant="quiet" size="compact" onClick={onClose}>
          Hide lines
        </Button>
      }
    >
      <p className="px-4 py-2 text-muted">
        {says} A line is all rows of one account, resource, SKU, charge period, category and team.
      </p>
      <QueryView
        query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
        subject="Lines"
        needs="cost:read"
      >
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0)
            return <EmptyState title="No line">This cause changed no line of this cost.</EmptyState>;
          return (
            <>
              <LineTable lines={lines} currency={book.currency} />
              <KeysetFooter
                summary={`${formatQuantity(lines.length, 'line')} shown${query.hasNextPage ? ', there are more' : ', all there are'}`}
                hasMore={query.hasNextPage}
                isLoadingMore={query.isFetchingNextPage}
                onLoadMore={() => void query.fetchNextPage()}
                fault={query.isFetchNextPageError ? toApiProblem(query.error).message : null}
              />
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function LineTable({ lines, currency }: { lines: readonly CloseLineItem[]; currency: string | null }) {
  return (
    <TableRegion label="Lines of the bills" className="max-h-[36rem]">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Resource
            </HeaderCell>
            <HeaderCell>Provider, account</HeaderCell>
            <HeaderCell>Service, SKU</HeaderCell>
            <HeaderCell>Team</HeaderCell>
            <HeaderCell>Charge day</HeaderCell>
            <HeaderCell>Category</HeaderCell>
            <HeaderCell isNumeric>Quantity then</HeaderCell>
            <HeaderCell isNumeric>Quantity now</HeaderCell>
            <HeaderCell isNumeric>Cost then</HeaderCell>
            <HeaderCell isNumeric>Cost now</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              By this cause
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <TableRow key={`${index.toString()} ${line.resource}`}>
              <Cell isPinned className="max-w-72 truncate pl-4" title={line.resource ?? undefined}>
                {line.resource ?? <Missing reason="The line names no resource" />}
              </Cell>
              <Cell className="max-w-56 truncate">
                {line.provider === null ? <Missing reason="No provider told" /> : nameProvider(line.provider)}{' '}
                <span className="text-muted">{line.account ?? line.billingAccount}</span>
              </Cell>
              <Cell className="max-w-64 truncate" title={line.sku ?? undefined}>
                {line.service ?? <Missing reason="No service told" />} <span className="text-muted">{line.sku}</span>
              </Cell>
              <Cell className="max-w-40 truncate">{line.team ?? <span className="text-muted">Unallocated</span>}</Cell>
              <Cell className="whitespace-nowrap">
                {line.day === null ? <Missing reason="No day told" /> : formatDay(line.day)}
              </Cell>
              <Cell className="whitespace-nowrap">
                {[line.category, line.class].filter((part) => part !== null).join(', ') || (
                  <Missing reason="No category told" />
                )}
              </Cell>
              <QuantityCell quantity={line.quantityThen} unit={line.unit} rows={line.rowsThen} />
              <QuantityCell quantity={line.quantityNow} unit={line.unit} rows={line.rowsNow} />
              <CostCell amount={line.closed} rows={line.rowsThen} currency={currency} />
              <CostCell amount={line.now} rows={line.rowsNow} currency={currency} />
              <Cell isNumeric className="pr-4">
                <Change amount={line.change} currency={currency} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function QuantityCell({ quantity, unit, rows }: { quantity: string | null; unit: string | null; rows: number }) {
  return (
    <Cell isNumeric className="whitespace-nowrap">
      {rows === 0 ? (
        <Missing reason="There was no such line" />
      ) : quantity === null ? (
        <Missing reason="The line tells no quantity" />
      ) : (
        `${quantity} ${unit ?? ''}`.trim()
      )}
    </Cell>
  );
}

function CostCell({ amount, rows, currency }: { amount: string; rows: number; currency: string | null }) {
  return (
    <Cell isNumeric>
      {rows === 0 ? <Missing reason="There was no such line" /> : <Money amount={amount} currency={currency} />}
    </Cell>
  );
}
