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
import type { Commitments } from '@/lib/api/contracts/cost-commitments';
import { toApiProblem } from '@/lib/queries/api-problem';
import { commitmentsParsers, commitmentsQuery, toCommitmentsState } from '@/lib/queries/cost-commitments';
import { BookNotices } from './book-notices';
import { CommitmentTable } from './commitment-table';
import { CommitmentTiles } from './commitment-tiles';
import { CoverageChart } from './coverage-chart';
import { CoverageTable } from './coverage-table';
import { PartOnly } from './part-only';

/** What was promised to providers: how much of what is used it covers, how much of it is used, what it saves and wastes. */
export function CommitmentsPage() {
  const { now } = useClock();
  const [url, setUrl] = useQueryStates(commitmentsParsers, { shallow: true, scroll: false });
  const change = (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' });
  const mayRead = useMay('cost:read');
  const state = toCommitmentsState(url, now);
  const query = useQuery(commitmentsQuery(state));
  const isPartOnly = mayRead && !query.data && query.error !== null && toApiProblem(query.error).isDenied;
  const view = isPartOnly ? (
    <PartOnly />
  ) : (
    <QueryView query={query} subject="Commitments" needs="cost:read" skeleton={<CostSkeleton />}>
      {(commitments) => (
        <CommitmentPanels commitments={commitments} url={url} change={change} isRefreshing={query.isFetching} />
      )}
    </QueryView>
  );
  const books = query.data?.books ?? [];
  const book = findBook(books, url.book);
  return (
    <Page>
      <PageHeader
        title="Commitments"
        actions={query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
      />
      {mayRead && !isPartOnly ? (
        <SpanControls url={url} change={change} days={state.span} today={now.toISOString().slice(0, 10)}>
          <LabelledChoice
            label="On demand at"
            value={url.price}
            options={[
              { value: 'contracted', label: 'Negotiated prices' },
              { value: 'list', label: 'Public prices' },
            ]}
            onValue={(price) => change({ price })}
          />
          {book === null ? null : <BookChoice books={books} book={book} onBook={(name) => change({ book: name })} />}
        </SpanControls>
      ) : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Commitments">{view}</Panel> : view}
    </Page>
  );
}

interface CommitmentPanelsProps {
  commitments: Commitments;
  url: ReturnType<typeof useQueryStates<typeof commitmentsParsers>>[0];
  change: (part: Parameters<ReturnType<typeof useQueryStates<typeof commitmentsParsers>>[1]>[0]) => void;
  isRefreshing: boolean;
}

function CommitmentPanels({ commitments, url, change, isRefreshing }: CommitmentPanelsProps) {
  const book = findBook(commitments.books, url.book);
  const isHalfMissing = commitments.books.some(({ missingHalves }) => missingHalves.includes('effective'));
  return (
    <>
      <div className="overflow-hidden rounded-panel empty:hidden">
        <MissingNotice cost={commitments} />
        {isHalfMissing ? null : <UnsummedNotice cost={commitments} />}
        {book === null ? null : <BookNotices book={book} />}
      </div>
      {book === null ? (
        <Panel title="Commitments" isRefreshing={isRefreshing}>
          <SumsEmpty
            sources={commitments.sources}
            title={commitments.isPartial ? 'Nothing is added up yet' : 'No commitments, and no machines'}
          >
            {commitments.isPartial
              ? 'What these bills tell of commitments is known once the worker has added them up.'
              : 'The bills of these days name no commitment and tell no usage of machines.'}
          </SumsEmpty>
        </Panel>
      ) : (
        <>
          <CommitmentTiles commitments={commitments} book={book} />
          <CommitmentTable book={book} />
          <CoverageChart commitments={commitments} book={book} isRefreshing={isRefreshing} />
          <CoverageTable book={book} by={url.by} onBy={(by) => change({ by })} />
        </>
      )}
      {commitments.sources.length === 0 ? null : <SourcesPanel sources={commitments.sources} />}
    </>
  );
}
