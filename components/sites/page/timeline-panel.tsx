'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { QueryView } from '@/components/query-view/query-view';
import { useClock } from '@/components/time/clock-provider';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import { TableRegion } from '@/components/ui/table';
import type { SiteTimeline } from '@/lib/api/contracts/site-pages';
import { type SiteEventKind, siteEventKinds } from '@/lib/domain/site/site-event';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { siteEventWords } from '@/lib/format/site-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { siteTimelineQuery } from '@/lib/queries/site-pages';
import { sitePageParsers } from '@/lib/queries/sites-url';
import { groupByDay } from './group-by-day';
import { TimelineEvent } from './timeline-event';

/** What befell a site, the newest first, day by day. The kinds it is narrowed to are in the URL. */
export function TimelinePanel({ site }: { site: string }) {
  const [{ event: kinds }, setUrl] = useQueryStates(sitePageParsers, { shallow: true, scroll: false });
  const query = useInfiniteQuery(siteTimelineQuery(site, kinds));
  const latest = query.data?.pages.at(-1);
  const choose = (chosen: SiteEventKind[]) =>
    void setUrl({ event: chosen.length === 0 ? null : chosen }, { history: 'push' });
  return (
    <Panel
      title="Timeline"
      unit="newest first"
      sources={latest?.keptSince == null ? null : <KeptSince at={latest.keptSince} />}
      isRefreshing={query.isFetching && !query.isPending && !query.isFetchingNextPage}
    >
      <KindChoice chosen={kinds} hidden={latest?.hidden ?? []} onChoose={choose} />
      <QueryView
        query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
        subject="Timeline"
        needs="inventory:read"
      >
        {({ pages }) => {
          const events = pages.flatMap(({ items }) => items);
          if (events.length === 0)
            return kinds.length > 0 ? (
              <NoMatchState title="Nothing of these kinds is known to have happened" onClear={() => choose([])} />
            ) : (
              <EmptyState title="Nothing is known to have happened there" icon={History}>
                Health, software and sources are told from when they are first kept.
              </EmptyState>
            );
          return (
            <>
              <TableRegion label="Events" className="max-h-[36rem]">
                <Days events={events} />
              </TableRegion>
              <KeysetFooter
                summary={`${formatQuantity(events.length, 'event')} shown`}
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
  );
}

function KeptSince({ at }: { at: string }) {
  return (
    <span>
      health, software and sources kept since <Instant at={at} />
    </span>
  );
}

interface KindChoiceProps {
  /** Empty: every kind. */
  chosen: readonly SiteEventKind[];
  hidden: SiteTimeline['hidden'];
  onChoose: (kinds: SiteEventKind[]) => void;
}

/** The kinds of events, each to be shown or not; those one may not see say so. */
function KindChoice({ chosen, hidden, onChoose }: KindChoiceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches, no set of fields
    <div role="group" aria-label="Kinds of events" className="flex flex-wrap gap-1 border-b px-4 py-2">
      <Button
        size="compact"
        variant="quiet"
        aria-pressed={chosen.length === 0}
        onClick={() => onChoose([])}
        className={pressed}
      >
        All
      </Button>
      {siteEventKinds.map((kind) => {
        const isChosen = chosen.includes(kind);
        const isHidden = hidden.includes(kind);
        return (
          <Button
            key={kind}
            size="compact"
            variant="quiet"
            aria-pressed={isChosen}
            disabled={isHidden}
            title={isHidden ? 'Needs the right to read activity everywhere' : undefined}
            className={pressed}
            onClick={() => onChoose(isChosen ? chosen.filter((one) => one !== kind) : [...chosen, kind])}
          >
            {siteEventWords[kind]}
          </Button>
        );
      })}
    </div>
  );
}

const pressed =
  'aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-text forced-colors:aria-pressed:border-[Highlight]';

function Days({ events }: { events: SiteTimeline['items'] }) {
  const { zone } = useClock();
  return groupByDay(events, zone).map(({ day, events: ofDay }) => (
    <section key={day} aria-label={formatDay(day)}>
      <h3 className="border-b bg-canvas px-4 py-1 font-medium text-meta text-muted">{formatDay(day)}</h3>
      <ol className="divide-y border-b">
        {ofDay.map((event) => (
          <TimelineEvent key={event.id} event={event} />
        ))}
      </ol>
    </section>
  ));
}
