'use client';
import { isWhole } from '@/components/sources/judge-source';
import { Instant } from '@/components/time/instant';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { AttentionItem } from '@/lib/api/contracts/overview';
import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';
import { FoldedList } from './folded-list';

export interface AttentionPanelProps {
  /** Worst first. */
  items: readonly AttentionItem[];
  sources: readonly Source[];
  isRefreshing: boolean;
}

/** What is broken or unknown now, the worst first, each with its remedy and where to look. */
export function AttentionPanel({ items, sources, isRefreshing }: AttentionPanelProps) {
  return (
    <Panel
      title="Needs attention"
      unit={items.length === 0 ? undefined : formatQuantity(items.length, 'item')}
      isRefreshing={isRefreshing}
    >
      {items.length === 0 ? (
        <p className="px-4 py-3">
          {sources.every(isWhole) ? (
            <StatusMark tone="healthy" word="Nothing: every source was read wholly and recently" />
          ) : (
            <StatusMark tone="unknown" word="Nothing that is known of; sources are missing" />
          )}
        </p>
      ) : (
        <AttentionList items={items} />
      )}
    </Panel>
  );
}

/** How many lines leave the figures below in view. */
const linesAtFirst = 5;

/** The worst lines; the rest on demand, so that a bad night does not push the figures off the screen. */
function AttentionList({ items }: Pick<AttentionPanelProps, 'items'>) {
  return (
    <FoldedList items={items} atFirst={linesAtFirst} foldWord="Show the worst only">
      {(shown) => (
        <ul className="divide-y">
          {shown.map((item) => (
            <AttentionRow key={`${item.href}${item.title}`} item={item} />
          ))}
        </ul>
      )}
    </FoldedList>
  );
}

function AttentionRow({ item }: { item: AttentionItem }) {
  return (
    <li className="grid gap-x-4 px-4 py-2 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
      <StatusMark tone={item.status} className="self-start py-0.5 text-table" />
      <div className="min-w-0">
        <TextLink href={item.href} className="font-medium">
          {item.title}
        </TextLink>
        <p className="break-words text-muted">{item.detail}</p>
        {item.remedy === null ? null : <p className="break-words">{item.remedy}</p>}
      </div>
      {item.since === null ? null : (
        <p className="text-meta text-muted sm:text-right">
          since <Instant at={item.since} as="both" />
        </p>
      )}
    </li>
  );
}
