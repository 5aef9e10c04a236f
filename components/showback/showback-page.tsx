'use client';
import { useQuery } from '@tanstack/react-query';
import { ListOrdered } from 'lucide-react';
import Link from 'next/link';
import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { showbackQuery } from '@/lib/queries/showback';
import { toShowbackState } from '@/lib/queries/showback-url';
import { ShowbackControls } from './showback-controls';
import { ShowbackPanels } from './showback-panels';
import { useShowbackUrl } from './use-showback-url';

/** What each team bears of a month, to the cent, and what is left to nobody. */
export function ShowbackPage() {
  const { now } = useClock();
  const showbackUrl = useShowbackUrl();
  const mayRead = useMay('cost:read');
  const query = useQuery(showbackQuery(toShowbackState(showbackUrl.url, now)));
  const view = (
    <QueryView query={query} subject="Costs by team" needs="cost:read" skeleton={<CostSkeleton />}>
      {(showback) => (
        <ShowbackPanels
          showback={showback}
          showbackUrl={showbackUrl}
          isRefreshing={query.isFetching}
          isPlaceholder={query.isPlaceholderData}
        />
      )}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Teams"
        description="What each team bears: its own costs, and its shares of what is shared."
        actions={
          <>
            {query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
            {mayRead ? (
              <Button asChild>
                <Link href="/cost/teams/rules">
                  <ListOrdered aria-hidden /> Rules
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      {mayRead ? <ShowbackControls showbackUrl={showbackUrl} now={now} /> : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Costs by team">{view}</Panel> : view}
    </Page>
  );
}
