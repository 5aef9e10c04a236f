'use client';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { RateCards } from '@/lib/api/contracts/rate-cards';
import { RateHistory } from './rate-history';
import { RateNote, sayAbsent, sayNodes } from './rate-note';
import { RateTable } from './rate-table';

export type ShownCard = RateCards['cards'][number];

export interface RateCardPanelProps {
  card: ShownCard;
  /** Why it may not be changed; null when it may. */
  refusal: string | null;
  onChange: () => void;
}

/** One rate card: what an hour comes to by it, and what was written on it when. */
export function RateCardPanel({ card, refusal, onChange }: RateCardPanelProps) {
  const title = nameCard(card);
  const { rates } = card;
  return (
    <Panel
      title={title}
      unit={card.inForce === null ? 'not in force' : `version ${card.inForce}`}
      menu={
        <>
          {rates === null ? null : <RateNote title={title} rates={rates} />}
          <RefusableButton size="compact" refusal={refusal} onClick={onChange} aria-label={`Change ${title}…`}>
            Change…
          </RefusableButton>
        </>
      }
    >
      {rates === null ? (
        <EmptyState title="It prices nothing now">It was withdrawn, or holds from a later day on.</EmptyState>
      ) : (
        <>
          <RateTable rates={rates} label={`Rates of ${title}`} />
          <p className="border-t px-4 py-2 text-meta text-muted">
            {sayNodes(rates)} {sayAbsent(rates)}
          </p>
        </>
      )}
      <RateHistory card={card} title={title} />
    </Panel>
  );
}

/** What tells a card from others, in words. */
function nameCard({ site, gpuModel, nodes }: ShownCard): string {
  const which = nodes === '*' ? '' : `, ${nodes}`;
  return `${site}, ${gpuModel ?? 'nodes without GPU'}${which}`;
}
