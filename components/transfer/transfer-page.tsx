'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { findBook } from '@/components/cost/book-name';
import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { MissingNotice } from '@/components/cost/missing-notice';
import { SourcesPanel } from '@/components/cost/sources-panel';
import { BookChoice, LabelledChoice, SpanControls } from '@/components/cost/span-controls';
import { SumsEmpty, UnsummedNotice } from '@/components/cost/sums-empty';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import type { DataTransfer } from '@/lib/api/contracts/cost-transfer';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costMetricWords } from '@/lib/format/cost-words';
import { type TransferUrlState, toTransferState, transferParsers, transferQuery } from '@/lib/queries/cost-transfer';
import { TransferChart } from './transfer-chart';
import { TransferMatrix } from './transfer-matrix';
import { TransferPairs } from './transfer-pairs';
import { TransferRest } from './transfer-rest';
import { TransferTiles } from './transfer-tiles';

/** What data cost on its way: from where to where, between clouds, regions, zones and the internet. */
export function TransferPage() {
  const { now } = useClock();
  const [url, setUrl] = useQueryStates(transferParsers, { shallow: true, scroll: false });
  const change = (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' });
  const mayRead = useMay('cost:read');
  const state = toTransferState(url, now);
  const query = useQuery(transferQuery(state));
  const books = query.data?.books ?? [];
  const book = findBook(books, url.book);
  const view = (
    <QueryView query={query} subject="Data transfer" needs="cost:read" skeleton={<CostSkeleton />}>
      {(transfer) => <TransferPanels transfer={transfer} url={url} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Data transfer"
        actions={query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
      />
      {mayRead ? (
        <SpanControls url={url} change={change} days={state.span} today={now.toISOString().slice(0, 10)}>
          <LabelledChoice
            label="Cost"
            value={url.metric}
            options={costMetrics.map((value) => ({ value, label: costMetricWords[value].title }))}
            onValue={(metric) => change({ metric })}
          />
          <LabelledChoice
            label="Ends"
            value={url.ends}
            options={[
              { value: 'region', label: 'Regions' },
              { value: 'site', label: 'Sites' },
            ]}
            onValue={(ends) => change({ ends })}
          />
          <LabelledChoice
            label="Cells show"
            value={url.show}
            options={[
              { value: 'money', label: 'Money' },
              { value: 'bytes', label: 'Bytes' },
              { value: 'price', label: 'Price per GB' },
            ]}
            onValue={(show) => change({ show })}
          />
          {book === null ? null : <BookChoice books={books} book={book} onBook={(name) => change({ book: name })} />}
        </SpanControls>
      ) : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Data transfer">{view}</Panel> : view}
    </Page>
  );
}

interface TransferPanelsProps {
  transfer: DataTransfer;
  url: TransferUrlState;
  isRefreshing: boolean;
}

function TransferPanels({ transfer, url, isRefreshing }: TransferPanelsProps) {
  const book = findBook(transfer.books, url.book);
  return (
    <>
      <div className="overflow-hidden rounded-panel empty:hidden">
        <MissingNotice cost={transfer} />
        <UnsummedNotice cost={transfer} />
      </div>
      {book === null ? (
        <Panel title="Data transfer" isRefreshing={isRefreshing}>
          <SumsEmpty
            sources={transfer.sources}
            title={transfer.isPartial ? 'Nothing is added up yet' : 'No data transfer'}
          >
            {transfer.isPartial
              ? 'What these bills charge for data is known once the worker has added them up.'
              : 'The bills of these days charge for no data transfer.'}
          </SumsEmpty>
        </Panel>
      ) : (
        <>
          {book.pairs.length === 0 ? null : (
            <>
              <TransferTiles transfer={transfer} book={book} />
              <TransferMatrix transfer={transfer} book={book} url={url} />
              <TransferPairs book={book} url={url} />
              <TransferChart transfer={transfer} book={book} isRefreshing={isRefreshing} />
            </>
          )}
          <TransferRest book={book} url={url} />
        </>
      )}
      {transfer.sources.length === 0 ? null : <SourcesPanel sources={transfer.sources} />}
    </>
  );
}
