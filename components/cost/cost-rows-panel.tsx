'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Identifier } from '@/components/ui/identifier';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CostRow } from '@/lib/api/contracts/cost';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostTimeBasis } from '@/lib/domain/cost/cost-dimension';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDay, formatDays } from '@/lib/format/format-day';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { type CostFilterState, type CostSpan, costRowsQuery } from '@/lib/queries/cost';
import { Money } from './money';

export interface CostRowsPanelProps {
  span: CostSpan;
  filters: CostFilterState;
  metric: CostMetric;
  /** Which time the span is of; absent: days charged for. */
  time?: CostTimeBasis;
  /** Only the rows of this delivery; absent: of all. */
  delivery?: string;
  onClose: () => void;
}

/** The rows behind the figures as they were billed, each with its file, the file's hash and its number in it. */
export function CostRowsPanel({ span, filters, metric, time, delivery, onClose }: CostRowsPanelProps) {
  const query = useInfiniteQuery(costRowsQuery(span, filters, delivery, time));
  return (
    <Panel
      title="Rows of the bills"
      unit={`${formatDays(span.from, span.to)}, newest first`}
      isRefreshing={query.isFetching && !query.isPending && !query.isFetchingNextPage}
      menu={
        <Button variant="quiet" size="compact" onClick={onClose}>
          Hide rows
        </Button>
      }
    >
      <QueryView
        query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
        subject="Rows"
        needs="cost:read"
      >
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <EmptyState title="No rows match">
                No delivery that counts has a row of these days and filters.
              </EmptyState>
            );
          return (
            <>
              <RowTable rows={rows} metric={metric} />
              <KeysetFooter
                summary={`${formatQuantity(rows.length, 'row')} shown${query.hasNextPage ? ', there are more' : ', all there are'}`}
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

function RowTable({ rows, metric }: { rows: readonly CostRow[]; metric: CostMetric }) {
  return (
    <TableRegion label="Rows of the bills" className="max-h-[40rem]">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Charge day
            </HeaderCell>
            <HeaderCell isNumeric>{costMetricWords[metric].title}</HeaderCell>
            <HeaderCell>Provider</HeaderCell>
            <HeaderCell>Account</HeaderCell>
            <HeaderCell>Service</HeaderCell>
            <HeaderCell>What was charged</HeaderCell>
            <HeaderCell>File</HeaderCell>
            <HeaderCell>SHA-256</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Row
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RowLine key={`${row.deliveryId} ${row.sha256} ${row.row}`} row={row} metric={metric} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function RowLine({ row, metric }: { row: CostRow; metric: CostMetric }) {
  const amount = row[metric];
  const { provider = null, account = null, service = null } = row.values;
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {formatDay(row.day)}
      </Cell>
      <Cell isNumeric>
        {amount === null ? (
          <Missing reason="The bill does not tell this cost" />
        ) : (
          <Money amount={amount} currency={row.currency} />
        )}
      </Cell>
      <Cell className="whitespace-nowrap">
        {provider === null ? <Missing reason="The bill does not say" /> : nameProvider(provider)}
        {row.basis === 'billed' ? null : (
          <>
            {' '}
            <Badge>{costBasisWords[row.basis].title}</Badge>
          </>
        )}
      </Cell>
      <Cell className="max-w-48 truncate" title={account ?? undefined}>
        {account ?? <Missing reason="The bill does not say" />}
      </Cell>
      <Cell className="max-w-56 truncate" title={service ?? undefined}>
        {service ?? <Missing reason="The bill does not say" />}
      </Cell>
      <Cell className="min-w-56 max-w-96">
        <span className="line-clamp-2" title={row.description ?? undefined}>
          {row.description ?? row.values.sku ?? <Missing reason="The bill does not say" />}
        </span>
        {row.resource === null ? null : (
          <span className="block truncate text-meta text-muted" title={row.resource}>
            {row.resource}
          </span>
        )}
      </Cell>
      <Cell className="max-w-64 truncate" title={row.file}>
        {row.file}
      </Cell>
      <Cell className="w-40 max-w-40">
        <Identifier value={row.sha256} subject="hash" isTruncated className="w-full" />
      </Cell>
      <Cell isNumeric className="pr-4">
        {formatNumber(row.row)}
      </Cell>
    </TableRow>
  );
}
