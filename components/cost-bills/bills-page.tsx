'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Receipt } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useId } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { Input } from '@/components/ui/input';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { billsParsers, toDeliveryFilter } from '@/lib/queries/bills-url';
import { deliveriesQuery } from '@/lib/queries/deliveries';
import { DeliveryTable } from './delivery-table';
import { ExchangeRatesPanel } from './exchange-rates-panel';
import { UploadPanel } from './upload-panel';

const stateWords = {
  kept: 'Counts',
  quarantined: 'Quarantined',
  overlapping: 'Overlaps',
} as const;
type State = keyof typeof stateWords;

/** What arrived, what of it counts, and what was refused; and the way to bring more in. */
export function BillsPage() {
  const [url, setUrl] = useQueryStates(billsParsers, { shallow: true, scroll: false, history: 'push' });
  const mayRead = useMay('cost:read');
  const query = useInfiniteQuery(deliveriesQuery(toDeliveryFilter(url)));
  const isFiltered = url.month !== null || url.state !== null;
  const at = query.data?.pages[0]?.at;
  return (
    <Page>
      <PageHeader
        title="Bills"
        description="Every delivery that arrived, what of it counts, and what was refused. Nothing is ever overwritten."
        actions={at === undefined || !mayRead ? null : <AsOf at={at} className="text-meta text-muted" />}
      />
      <UploadPanel />
      <Panel
        title="Deliveries"
        unit="the newest month first"
        isRefreshing={query.isFetching && !query.isPending && !query.isFetchingNextPage}
      >
        {mayRead ? <BillFilters url={url} onChange={(part) => void setUrl(part)} /> : null}
        <QueryView
          query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
          subject="Deliveries"
          needs="cost:read"
        >
          {({ pages }) => {
            const deliveries = pages.flatMap(({ items }) => items);
            if (deliveries.length === 0)
              return isFiltered ? (
                <NoMatchState title="No deliveries match" onClear={() => void setUrl({ month: null, state: null })} />
              ) : (
                <EmptyState title="No bill has arrived yet" icon={Receipt}>
                  Bills come from connections that read costs, and from uploads.
                </EmptyState>
              );
            return (
              <>
                <DeliveryTable deliveries={deliveries} />
                <KeysetFooter
                  summary={`${formatQuantity(deliveries.length, 'delivery', 'deliveries')} shown${query.hasNextPage ? ', there are more' : ', all there are'}`}
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
      <ExchangeRatesPanel />
    </Page>
  );
}

interface BillFiltersProps {
  url: { month: string | null; state: State | null; superseded: boolean };
  onChange: (part: { month?: string | null; state?: State | null; superseded?: boolean | null }) => void;
}

function BillFilters({ url, onChange }: BillFiltersProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2 text-table">
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-month`} className="text-muted">
          Month
        </label>
        <Input
          id={`${id}-month`}
          type="month"
          className="w-44!"
          placeholder="2026-11"
          value={url.month ?? ''}
          onChange={({ target }) => onChange({ month: target.value === '' ? null : target.value })}
        />
      </span>
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-state`} className="text-muted">
          State
        </label>
        <Select
          id={`${id}-state`}
          className="w-40!"
          value={url.state ?? ''}
          onChange={({ target }) => onChange({ state: toState(target.value) })}
        >
          <option value="">Any</option>
          {Object.entries(stateWords).map(([state, word]) => (
            <option key={state} value={state}>
              {word}
            </option>
          ))}
        </Select>
      </span>
      <LabelledCheckbox
        label="Also those another took the place of"
        className="items-center"
        isChecked={url.superseded}
        onCheckedChange={(isChecked) => onChange({ superseded: isChecked || null })}
      />
    </div>
  );
}

function toState(text: string): State | null {
  return text === 'kept' || text === 'quarantined' || text === 'overlapping' ? text : null;
}
