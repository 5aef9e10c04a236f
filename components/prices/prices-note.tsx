'use client';
import { Info } from 'lucide-react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { Prices } from '@/lib/api/contracts/prices';
import { formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';

/** What the prices are, and the lists they come from with their age. */
export function PricesNote({ lists }: { lists: Prices['lists'] }) {
  return (
    <Popover
      label="About the prices"
      className="max-h-[80vh] overflow-y-auto"
      trigger={
        <Button variant="quiet" size="compact" aria-label="About the prices" className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      <p className="border-b px-4 py-2 font-semibold">Prices</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-table [&>dt]:text-muted">
        <dt>Definition</dt>
        <dd>An hour of one GPU: the machine’s price shared among its GPUs, at list, before any discount of yours.</dd>
        <dt>Spot</dt>
        <dd>The cheapest zone of the region when the list was read. It changes within the hour.</dd>
        <dt>Committed</dt>
        <dd>An hour of a year that is promised with nothing paid ahead.</dd>
        <dt>Which list</dt>
        <dd>
          Of one source, the cheapest that its lists tell; of several sources, the one that was known last. What could
          not be read anew stays, with its age.
        </dd>
      </dl>
      <p className="border-t px-4 pt-2 font-medium text-table">Price lists</p>
      {lists.length === 0 ? (
        <p className="px-4 py-2 text-muted">None.</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {lists.map(({ provider, source, count, changedAt, knownAt, isMonthly }) => (
            <li key={`${provider} ${source}`} className="px-4 py-2 text-table">
              <p className="font-medium">{nameProvider(provider)}</p>
              <p className="text-muted">
                {source}
                {count === 1 ? null : `, ${formatQuantity(count, 'list')}`}
              </p>
              <p className="text-meta text-muted">
                Last changed <Instant at={changedAt} as="both" />;{' '}
                {count === 1 ? 'last known' : 'the oldest last known'} <Instant at={knownAt} as="both" />
              </p>
              {isMonthly ? (
                <p className="text-meta text-warning">The last list of a month alone is kept of this time.</p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
