'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { announce } from '@/components/shell/announcer';
import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import type { Overview } from '@/lib/api/contracts/overview';
import { formatQuantity } from '@/lib/format/format-number';
import { overviewQuery } from '@/lib/queries/overview';
import { AcceleratorsByModel } from './accelerators-by-model';
import { AttentionPanel } from './attention-panel';
import { NeverConnected } from './never-connected';
import { OverviewSkeleton } from './overview-skeleton';
import { OverviewTiles } from './overview-tiles';
import { RecentActivity } from './recent-activity';
import { ResourcesByKind } from './resources-by-kind';
import { SitesPanel } from './sites-panel';
import { SourcesPanel } from './sources-panel';

/** What is broken or unknown now, and how much there is of what is known. */
export function OverviewPage() {
  const query = useQuery(overviewQuery);
  useAnnouncedAttention(query.data);
  const view = (
    <QueryView query={query} subject="Overview" needs="inventory:read" skeleton={<OverviewSkeleton />}>
      {(overview) =>
        overview.sources.length === 0 ? (
          <>
            <NeverConnected />
            <RecentActivity entries={overview.recentActivity} />
          </>
        ) : (
          <OverviewPanels overview={overview} isRefreshing={query.isFetching} />
        )
      }
    </QueryView>
  );
  return (
    <Page>
      <PageHeader title="Overview" />
      {query.error && !query.data ? <Panel title="Needs attention">{view}</Panel> : view}
    </Page>
  );
}

function OverviewPanels({ overview, isRefreshing }: { overview: Overview; isRefreshing: boolean }) {
  return (
    <>
      <AttentionPanel items={overview.attention} sources={overview.sources} isRefreshing={isRefreshing} />
      <OverviewTiles overview={overview} />
      <div className="grid gap-4 lg:grid-cols-2">
        <ResourcesByKind overview={overview} />
        <AcceleratorsByModel overview={overview} />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SitesPanel overview={overview} />
        <SourcesPanel sources={overview.sources} />
      </div>
      <RecentActivity entries={overview.recentActivity} />
    </>
  );
}

/** Says when the number of things that need attention changes while one is on the page. */
function useAnnouncedAttention(overview: Overview | undefined) {
  const count = overview?.attention.filter(({ status }) => status !== 'healthy').length;
  const before = useRef(count);
  useEffect(() => {
    if (count !== undefined && before.current !== undefined && count !== before.current) {
      announce(`${formatQuantity(count, 'thing needs', 'things need')} attention`);
    }
    before.current = count;
  }, [count]);
}
