import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import type { ListedLink } from '@/lib/api/contracts/links';
import { formatQuantity } from '@/lib/format/format-number';
import { troubleWords } from '@/lib/format/link-words';

/** When a link fell last, and why, as its source says. */
export function LastFlap({ flap }: { flap: ListedLink['lastFlap'] }) {
  if (flap === null) return <Missing reason="It did not fall in the last 30 days, as far as it was watched" />;
  const { kind, openedAt, closedAt, cause } = flap;
  const says = cause ?? 'Its source gives no cause';
  return (
    <span className="flex flex-col">
      <span className="whitespace-nowrap">
        {troubleWords[kind]} <Instant at={openedAt} as="age" />
        {closedAt === null ? ', goes on' : ''}
      </span>
      <span className="truncate text-meta text-subtle" title={says}>
        {says}
      </span>
    </span>
  );
}

export interface DependentsCountProps {
  dependents: ListedLink['dependents'];
  siteTitles: Readonly<Record<string, string>>;
}

/** How many links ride on it and which sites have no other way; where an end is not known, that it cannot be said. */
export function DependentsCount({ dependents: { riders, sites, isWhole }, siteTitles }: DependentsCountProps) {
  const parts = [
    ...(riders === 0 ? [] : [formatQuantity(riders, 'link')]),
    ...(sites.length === 0 ? [] : [formatQuantity(sites.length, 'site')]),
  ];
  const names = sites.map((site) => siteTitles[site] ?? site).join(', ');
  if (parts.length === 0)
    return isWhole ? (
      <span title="Nothing rides on it, and every site at its ends has another way">Nothing</span>
    ) : (
      <Missing reason="Cannot say: an end of it, or how other ways stand, is not known" />
    );
  return (
    <span title={names === '' ? undefined : `No other way: ${names}`}>
      {isWhole ? '' : 'at least '}
      {parts.join(', ')}
    </span>
  );
}
