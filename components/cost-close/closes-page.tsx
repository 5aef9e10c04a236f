'use client';
import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { sayBook, toBookName } from '@/components/cost/book-name';
import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { MetricChoice } from '@/components/cost/metric-choice';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { CloseMonthItem, Closes } from '@/lib/api/contracts/cost-close';
import { formatMonth } from '@/lib/format/close-words';
import { costMetricWords } from '@/lib/format/cost-words';
import { closesQuery } from '@/lib/queries/cost-close';
import { Change, CloseMoney } from './close-money';
import { MonthStateMark } from './month-state-mark';
import { useCloseUrl } from './use-close-url';

/** Every billing month: whether it is closed, what it came to then, and what it comes to now. */
export function ClosesPage() {
  const { url, change } = useCloseUrl();
  const mayRead = useMay('cost:read');
  const query = useQuery(closesQuery(url.metric));
  const view = (
    <QueryView query={query} subject="Months" needs="cost:read" skeleton={<CostSkeleton />}>
      {(closes) => <ClosesPanel closes={closes} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Close"
        description="Billing months. A close keeps what is known of a month for good; what changes later is told by its cause."
        actions={query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
      />
      {mayRead ? <MetricChoice metric={url.metric} onMetric={(metric) => change({ metric })} /> : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Months">{view}</Panel> : view}
    </Page>
  );
}

function ClosesPanel({ closes: { items, metric }, isRefreshing }: { closes: Closes; isRefreshing: boolean }) {
  if (items.length === 0)
    return (
      <Panel title="Months">
        <EmptyState title="No bills yet" icon={Lock}>
          A month stands here as soon as a bill of it counts.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel
      title="Months"
      unit={`${costMetricWords[metric].title} cost by billing month, UTC`}
      isRefreshing={isRefreshing}
    >
      <TableRegion label="Billing months">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Month
              </HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Currency</HeaderCell>
              <HeaderCell isNumeric>As known at the close</HeaderCell>
              <HeaderCell isNumeric>As known now</HeaderCell>
              <HeaderCell isNumeric>Difference</HeaderCell>
              <HeaderCell className="pr-4">Closed</HeaderCell>
            </tr>
          </thead>
          <tbody>{items.flatMap((item) => toRows(item))}</tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function toRows(item: CloseMonthItem) {
  const isChanged = item.books.some(({ difference }) => difference !== null && difference !== '0');
  const books = item.books.length === 0 ? [null] : item.books;
  return books.map((book, index) => (
    <TableRow key={`${item.month} ${book === null ? '' : toBookName(book)}`}>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {index === 0 ? (
          <TextLink href={`/cost/close/${item.month}`}>{formatMonth(item.month)}</TextLink>
        ) : (
          <span className="sr-only">{formatMonth(item.month)}</span>
        )}
      </Cell>
      <Cell>{index === 0 ? <MonthStateMark state={item.state} isChanged={isChanged} /> : null}</Cell>
      {book === null ? (
        <Cell colSpan={4} className="text-muted">
          No bill tells anything of it
        </Cell>
      ) : (
        <>
          <Cell>{sayBook(book)}</Cell>
          <Cell isNumeric>
            <CloseMoney figure={book.closed} currency={book.currency} />
          </Cell>
          <Cell isNumeric>
            <CloseMoney figure={book.now} currency={book.currency} isFloor={item.isFloor} />
          </Cell>
          <Cell isNumeric>
            <Change amount={book.difference} currency={book.currency} />
          </Cell>
        </>
      )}
      <Cell className="whitespace-nowrap pr-4 text-muted">
        {index > 0 ? null : item.closedAt === null ? (
          <Missing reason="It was never closed" />
        ) : (
          <>
            <Instant at={item.closedAt} as="clock" /> by {item.closedBy}
          </>
        )}
      </Cell>
    </TableRow>
  ));
}
