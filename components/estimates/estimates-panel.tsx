'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import { toApiProblem } from '@/lib/queries/api-problem';
import { estimatesQuery } from '@/lib/queries/estimates';
import { EstimateLine } from './estimate-line';

/**
 * What providers say when they are asked at once, beside what their bills tell. Nobody is asked until somebody presses, and
 * nothing of it is in any figure. Not shown to whoever sees but a part of the costs, nor where no provider can be asked.
 */
export function EstimatesPanel({ span }: { span: { from: string; to: string } }) {
  const query = useQuery(estimatesQuery());
  const { data, error, isFetching, isPending } = query;
  const isDenied = error !== null && toApiProblem(error).isDenied;
  if (isDenied || (data === undefined && error === null) || data?.items.length === 0) return null;
  return (
    <Panel title="Quick estimates" unit="asked for by hand; in no figure" isRefreshing={isFetching && !isPending}>
      <QueryView query={query} subject="Quick estimates" needs="cost:read">
        {({ items }) => (
          <ul className="grid divide-y lg:grid-cols-2 lg:gap-x-4">
            {items.map((item) => (
              <EstimateLine key={item.connectionId} item={item} span={span} />
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
