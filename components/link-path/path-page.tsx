'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { AsOf } from '@/components/time/as-of';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import type { Ways } from '@/lib/api/contracts/topology';
import { formatQuantity } from '@/lib/format/format-number';
import { waysQuery } from '@/lib/queries/topology';
import { type WaysUrlState, waysParsers } from '@/lib/queries/topology-url';
import { MeasuredWays } from './measured-ways';
import { SiteChoice } from './site-choice';
import { WayPanel } from './way-panel';

/** How one gets from one site to another: over which links, with what spare, and what is measured of it. */
export function PathPage() {
  const [url, setUrl] = useQueryStates(waysParsers, { shallow: true, scroll: false });
  const query = useQuery(waysQuery(url));
  const change = (part: Partial<WaysUrlState>) => void setUrl(part, { history: 'push' });
  return (
    <Page>
      <PageHeader
        title="Path between two sites"
        description="Which links lead from one site to another, directly or through up to two others, what bounds them and what takes over."
      />
      <Panel
        title="From and to"
        sources={query.data && <AsOf at={query.data.at} />}
        isRefreshing={query.isFetching && !query.isPending}
      >
        <QueryView query={query} subject="Paths" needs="inventory:read">
          {({ sites, sources, gaps }) => (
            <>
              <div className="flex flex-wrap items-end gap-3 px-4 py-3">
                <SiteChoice label="From" value={url.from} sites={sites} onChoose={(from) => change({ from })} />
                <SiteChoice label="To" value={url.to} sites={sites} onChoose={(to) => change({ to })} />
                <Button variant="quiet" onClick={() => change({ from: url.to, to: url.from })}>
                  <ArrowLeftRight aria-hidden className="size-4" />
                  Swap
                </Button>
              </div>
              <MissingSourcesNotice sources={sources} />
              {gaps.map((gap) => (
                <Notice key={gap} tone="warning">
                  {gap}
                </Notice>
              ))}
            </>
          )}
        </QueryView>
      </Panel>
      {query.data === undefined ? null : <Found ways={query.data} isChosen={Boolean(url.from && url.to)} />}
    </Page>
  );
}

function Found({ ways: { found, sites }, isChosen }: { ways: Ways; isChosen: boolean }) {
  if (found === null || !isChosen)
    return (
      <Panel title="Paths">
        <EmptyState title="Choose two sites">The paths between them are shown here.</EmptyState>
      </Panel>
    );
  const { from, to, ways, leftOut, openEnds, there, back } = found;
  const titles = new Map(sites.map(({ name, title }) => [name, title]));
  const titleOf = (name: string) => titles.get(name) ?? name;
  const open =
    openEnds === 0
      ? null
      : `${formatQuantity(openEnds, 'link')} of these two sites ${openEnds === 1 ? 'ends' : 'end'} where no source says: further paths may lead over them.`;
  return (
    <>
      {from === to ? null : (
        <Panel title="Measured from end to end" unit="last quarter of an hour">
          <MeasuredWays
            label={`Measured between ${titleOf(from)} and ${titleOf(to)}`}
            directions={[
              { from: titleOf(from), to: titleOf(to), items: there },
              { from: titleOf(to), to: titleOf(from), items: back },
            ]}
          />
          <p className="border-t px-4 py-2 text-meta text-muted">
            Percentiles of segments do not add up to those of the whole: each is told for itself, and none is a sum.
            Which of the paths the packets took is not known.
          </p>
        </Panel>
      )}
      {ways.length === 0 ? (
        <Panel title="Paths">
          <EmptyState title={from === to ? 'Both are the same site' : 'No path is known'}>
            {from === to
              ? 'Choose two different ones.'
              : 'No links that are read lead from one to the other through at most two sites.'}{' '}
            {from === to ? null : open}
          </EmptyState>
        </Panel>
      ) : null}
      {ways.map((way, index) => (
        <WayPanel
          key={way.segments.map((segment) => segment.to).join(' ')}
          way={way}
          number={index + 1}
          titleOf={titleOf}
        />
      ))}
      {ways.length === 0 || (leftOut === 0 && open === null) ? null : (
        <p className="text-muted">
          {leftOut === 0 ? null : `${formatQuantity(leftOut, 'further path')} not shown. `}
          {open}
        </p>
      )}
    </>
  );
}
