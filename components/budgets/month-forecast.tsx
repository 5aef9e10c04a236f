'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import type { CostBook } from '@/lib/api/contracts/cost';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CostState } from '@/lib/queries/cost';
import { costForecastQuery } from '@/lib/queries/cost-budgets';
import { ForecastPanel } from './forecast-panel';

export interface MonthForecastProps {
  state: Pick<CostState, 'filters' | 'metric'>;
  book: Pick<CostBook, 'basis' | 'currency'>;
}

const title = 'This month, expected';

/** What the month of now is expected to come to, in one currency and on one basis. */
export function MonthForecast({ state: { filters, metric }, book }: MonthForecastProps) {
  // What is narrowed otherwise, as by tags, is not forecast.
  const isSlice = Object.keys(filters).every((name) => costDimensions.some((one) => one === name));
  const query = useQuery({ ...costForecastQuery(filters, metric), enabled: isSlice });
  const found = query.data?.items.find(({ basis, currency }) => basis === book.basis && currency === book.currency);
  if (!isSlice) return null;
  if (query.data === undefined || found === undefined)
    return (
      <Panel title={title} isRefreshing={query.isFetching}>
        <QueryView query={query} subject="Forecast" needs="cost:read">
          {() => <p className="px-4 py-3 text-unknown">Nothing is told of it that could be forecast.</p>}
        </QueryView>
      </Panel>
    );
  return (
    <ForecastPanel
      title={title}
      forecast={found.month}
      currency={found.currency}
      limit={null}
      isRefreshing={query.isFetching}
    />
  );
}
