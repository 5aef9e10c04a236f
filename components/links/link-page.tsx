'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import type { LinkDetail, LinkRowAnswer } from '@/lib/api/contracts/links';
import { linkQuery } from '@/lib/queries/links';
import { DeclaredPanel } from './declared/declared-panel';
import { DependentsPanel } from './dependents-panel';
import { LinkCharts } from './link-charts';
import { LinkCostPanel } from './link-cost-panel';
import { LinkFactsPanel } from './link-facts-panel';
import { LinkTable } from './link-table';
import { LinkTellers } from './link-tellers';
import { LinkTroubles } from './link-troubles';
import { type Watchable, WatchMenu } from './watch-menu';

/** One link: how it stands, what is known of it and by whom, what it rides on and what stands in for it. */
export function LinkPage({ id }: { id: string }) {
  const query = useQuery(linkQuery(id));
  return (
    <Page>
      <PageHeader
        title={query.data?.link.name ?? 'Link'}
        actions={query.data && <WatchMenu offered={toWatchable(query.data)} names={query.data.siteTitles} />}
      />
      <div className="flex max-w-[100rem] flex-col gap-4">
        <QueryView query={query} subject="Link" needs="inventory:read">
          {(detail) => <LinkParticulars detail={detail} />}
        </QueryView>
      </div>
    </Page>
  );
}

function toWatchable({ link, siteTitles }: LinkDetail): Watchable[] {
  const sites = [...new Set([link.near.site, link.far.site])].flatMap((site) => site ?? []);
  return [
    { watch: { subject: 'link', target: link.id }, words: 'This link' },
    ...sites.map(
      (target): Watchable => ({
        watch: { subject: 'site', target },
        words: `Links of ${siteTitles[target] ?? target}`,
      }),
    ),
    { watch: { subject: 'all' }, words: 'All links I may see' },
  ];
}

function LinkParticulars({ detail }: { detail: LinkDetail }) {
  const { siteTitles, carriers, beside } = detail;
  const part = (title: string, unit: string, links: readonly LinkRowAnswer[]) =>
    links.length === 0 ? null : (
      <Panel title={title} unit={unit}>
        <LinkTable label={title} links={links} siteTitles={siteTitles} />
      </Panel>
    );
  return (
    <>
      <MissingSourcesNotice sources={detail.sources} />
      {detail.gaps.map((gap) => (
        <Notice key={gap} tone="warning">
          {gap}
        </Notice>
      ))}
      <LinkFactsPanel detail={detail} />
      <DeclaredPanel ids={detail.told.flatMap((one) => (one.connectionId === null ? [one.resourceId] : []))} />
      <LinkTroubles troubles={detail.troubles} />
      <LinkCharts id={detail.link.id} />
      {part('Tunnels and parts', 'of this link', detail.parts)}
      {part('Part of', 'the link it belongs to', detail.parent === null ? [] : [detail.parent])}
      {part('Spares', 'stand in for it', detail.spares)}
      {carriers === null ? (
        <Panel title="Rides on">
          <p className="px-4 py-3 text-muted">Its source does not say what it rides on.</p>
        </Panel>
      ) : (
        part('Rides on', 'what carries it', carriers)
      )}
      {part('Riding on it', 'links that depend on it', detail.riders)}
      <DependentsPanel detail={detail} />
      {beside === null ? null : part('Between the same sites', 'other ways', beside)}
      <LinkCostPanel id={detail.link.id} />
      <LinkTellers told={detail.told} beyond={detail.toldBeyond} />
    </>
  );
}
