'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { Notice } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import type { SitePage as SiteAnswer } from '@/lib/api/contracts/site-pages';
import { nameSite } from '@/lib/format/site-words';
import { sitePageQuery } from '@/lib/queries/site-pages';
import { CostPanel } from './cost-panel';
import { GpusPanel } from './gpus-panel';
import { KindsPanel } from './kinds-panel';
import { PartsPanel } from './parts-panel';
import { SiteFacts } from './site-facts';
import { SiteLinks } from './site-links';
import { SoftwarePanel } from './software-panel';
import { TimelinePanel } from './timeline-panel';
import { WatchSiteMenu } from './watch-site-menu';
import { WorkPanel } from './work-panel';

/** One site: how it stands by its parts, what it holds, runs and costs, how it is linked, and what befell it. */
export function SitePage({ name }: { name: string }) {
  const query = useQuery(sitePageQuery(name));
  const site = query.data?.site;
  return (
    <Page>
      <PageHeader
        title={site === undefined ? name : nameSite(site)}
        description={site === undefined ? undefined : <Standing site={site} />}
        actions={query.data?.isWhole ? <WatchSiteMenu site={name} /> : undefined}
      />
      <QueryView query={query} subject="Site" needs="inventory:read">
        {(answer) => (
          <>
            {/* A band of its own: what is missing concerns every panel. */}
            <div className="flex flex-col empty:hidden">
              <MissingSourcesNotice sources={answer.sources} />
              {answer.gaps.map((gap) => (
                <Notice key={gap} tone="warning">
                  {gap}
                </Notice>
              ))}
            </div>
            <SiteFacts answer={answer} />
            <PartsPanel answer={answer} isRefreshing={query.isFetching} />
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <div className="flex min-w-0 flex-col gap-4">
                <GpusPanel answer={answer} />
                <WorkPanel answer={answer} />
                <CostPanel site={name} />
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                <TimelinePanel site={name} />
                <KindsPanel site={name} />
              </div>
            </div>
            <SiteLinks answer={answer} />
            <SoftwarePanel answer={answer} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

/** How the whole stands, and the worst that makes it so. */
function Standing({ site: { status, reasons } }: { site: SiteAnswer['site'] }) {
  const [worst, ...others] = reasons;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StatusMark tone={status} className="font-medium" />
      {worst === undefined ? null : (
        <span className="text-muted">
          {worst}
          {others.length === 0 ? '' : `; ${others.join('; ')}`}
        </span>
      )}
    </span>
  );
}
