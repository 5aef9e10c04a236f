'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { QueryView } from '@/components/query-view/query-view';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { connectionRunsQuery } from '@/lib/queries/connections';
import { RunRow } from './run-row';

/** A connection's runs, newest first: how each ended, what it counted and what it called. */
export function RunsPanel({ connectionId }: { connectionId: string }) {
  const query = useInfiniteQuery(connectionRunsQuery(connectionId));
  return (
    <Panel title="Runs" unit="newest first" isRefreshing={query.isFetching && !query.isPending}>
      <QueryView query={query} subject="Runs" needs="connections:read">
        {({ pages }) => {
          const runs = pages.flatMap((page) => page.items);
          if (runs.length === 0) {
            return (
              <EmptyState title="No run yet" icon={History}>
                The first one starts within a minute of connecting.
              </EmptyState>
            );
          }
          return (
            <>
              <TableRegion label="List of runs">
                <Table>
                  <thead>
                    <tr>
                      <HeaderCell className="pl-4">Started</HeaderCell>
                      <HeaderCell>Source</HeaderCell>
                      <HeaderCell>Outcome</HeaderCell>
                      <HeaderCell isNumeric>Duration</HeaderCell>
                      <HeaderCell isNumeric>Seen</HeaderCell>
                      <HeaderCell isNumeric>Added</HeaderCell>
                      <HeaderCell isNumeric>Changed</HeaderCell>
                      <HeaderCell isNumeric>Gone</HeaderCell>
                      <HeaderCell isNumeric title="Missing from this read, kept until a second complete read agrees">
                        Held
                      </HeaderCell>
                      <HeaderCell isNumeric>Gaps</HeaderCell>
                      <HeaderCell isNumeric>API calls</HeaderCell>
                      <HeaderCell className="pr-4">
                        <span className="sr-only">Detail</span>
                      </HeaderCell>
                    </tr>
                  </thead>
                  <tbody>
                    {runs.map((run) => (
                      <RunRow key={run.id} run={run} />
                    ))}
                  </tbody>
                </Table>
              </TableRegion>
              <KeysetFooter
                summary={`${formatQuantity(runs.length, 'run')} shown. Held: missing from a read, kept until a second complete read agrees.`}
                hasMore={query.hasNextPage}
                isLoadingMore={query.isFetchingNextPage}
                onLoadMore={() => query.fetchNextPage()}
                fault={query.isFetchNextPageError ? toApiProblem(query.error).message : null}
              />
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
