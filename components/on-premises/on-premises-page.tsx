'use client';
import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay, usePermissions } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { RateCards } from '@/lib/api/contracts/rate-cards';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { rateCardsQuery } from '@/lib/queries/rate-cards';
import { RateCardDialog } from './rate-card-dialog';
import { RateCardPanel, type ShownCard } from './rate-card-panel';
import { SchemeNotices } from './scheme-notices';

/** What machines cost that nobody bills for: the cards people wrote, and what an hour comes to by them. */
export function OnPremisesPage() {
  const { now } = useClock();
  const mayRead = useMay('cost:read');
  const query = useQuery(rateCardsQuery());
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  /** The card that is being changed; null: a new one is written; undefined: none is. */
  const [edited, setEdited] = useState<ShownCard | null | undefined>(undefined);
  const view = (
    <QueryView query={query} subject="Rate cards" needs="cost:read">
      {(data) => (
        <>
          <UnpricedNotice data={data} />
          <SchemeNotices data={data} refusal={refusal} />
          <AssumedNotice data={data} />
          {data.cards.length === 0 ? (
            <EmptyState title="There is no rate card" icon={Server}>
              A card says what the machines of a site were bought for and what power, space and staff cost. From its day
              on the ledger tells what each node costs, as our own estimate.
            </EmptyState>
          ) : (
            <div className="grid items-start gap-4 xl:grid-cols-2">
              {data.cards.map((card) => (
                <RateCardPanel
                  key={JSON.stringify([card.site, card.gpuModel, card.nodes])}
                  card={card}
                  refusal={refusal}
                  onChange={() => setEdited(card)}
                />
              ))}
            </div>
          )}
        </>
      )}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="On-premises"
        description="What machines cost that nobody bills for, by rates you write."
        actions={
          <>
            {query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
            <RefusableButton variant="primary" refusal={refusal} onClick={() => setEdited(null)}>
              Write a card…
            </RefusableButton>
          </>
        }
      />
      {!query.data || !mayRead || query.data.cards.length === 0 ? <Panel title="Rate cards">{view}</Panel> : view}
      {edited === undefined ? null : (
        <RateCardDialog
          card={edited}
          unpriced={query.data?.unpriced ?? []}
          today={now.toISOString().slice(0, 10)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}

/** Nodes that are listed and that nothing prices. */
function UnpricedNotice({ data: { unpriced, cards } }: { data: RateCards }) {
  if (unpriced.length === 0) return null;
  const told = unpriced.slice(0, 5).map(({ site, gpuModel, gpuCount, nodes }) => {
    const what = gpuCount === 0 ? 'without GPU' : gpuCount === null ? 'with GPUs not told' : `with ${gpuModel}`;
    return `${formatQuantity(nodes, 'node')} ${what} in ${site}`;
  });
  const more = unpriced.length > 5 ? ' and more' : '';
  return (
    <Notice tone={cards.length === 0 ? 'neutral' : 'warning'}>
      No card prices {told.join(', ')}
      {more}: what they cost is not known
      {cards.length === 0 ? ' and in no figure.' : ', and where a card of their site holds, sums read “at least”.'}
    </Notice>
  );
}

/** Days on which collection failed: bills of them are an assumption. */
function AssumedNotice({ data: { assumed } }: { data: RateCards }) {
  if (assumed.length === 0) return null;
  const told = assumed.map(({ site, from, to, days, nodes }) => {
    const when = from === to ? `on ${formatDay(from)}` : `on ${days} days from ${formatDay(from)} to ${formatDay(to)}`;
    return `${formatQuantity(nodes, 'node')} in ${site} ${when}`;
  });
  return (
    <Notice tone="neutral">
      Nobody could read {told.join(', ')}: priced as though they were there, as they were before and after.
    </Notice>
  );
}
