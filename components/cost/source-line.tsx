'use client';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { CostSource } from '@/lib/api/contracts/cost';
import { billingSourceWords } from '@/lib/format/bill-words';
import { costBasisWords } from '@/lib/format/cost-words';
import { formatDay, formatDays } from '@/lib/format/format-day';

/** What one source delivered, how far it reaches, and each stretch that it is missing from, with the reason. */
export function SourceLine({ source }: { source: CostSource }) {
  const { connectionId, title, missing, leftOut, completeTo, unsettledFrom, deliveredAt, arrivedAt } = source;
  return (
    <li className="flex flex-col gap-0.5 px-4 py-2">
      <div className="flex items-start gap-2">
        {connectionId === null ? (
          <span className="min-w-0 font-medium wrap-anywhere">{title}</span>
        ) : (
          <TextLink href={`/connections/${connectionId}`} className="min-w-0 font-medium wrap-anywhere">
            {title}
          </TextLink>
        )}
        <span className="ml-auto shrink-0 text-table">
          {missing.length > 0 ? (
            <StatusMark
              tone={deliveredAt === null ? 'unknown' : 'warning'}
              word={deliveredAt === null ? 'Nothing counts' : 'Incomplete'}
            />
          ) : deliveredAt === null ? (
            <StatusMark tone="neutral" word="Left out" />
          ) : (
            <StatusMark tone="healthy" word="Complete" />
          )}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-2 text-meta text-muted">
        {source.source === null ? 'No delivery yet' : billingSourceWords[source.source]}
        {source.basis === null || source.basis === 'billed' ? null : (
          <Badge>{costBasisWords[source.basis].title}</Badge>
        )}
      </p>
      {deliveredAt === null || arrivedAt === null ? null : (
        <p className="text-meta text-muted">
          Made <Instant at={deliveredAt} as="both" />; arrived <Instant at={arrivedAt} as="both" />
        </p>
      )}
      <p className="text-meta text-muted">
        {completeTo === null
          ? missing.length === 0
            ? 'Nothing of it counts.'
            : 'No day is told whole.'
          : `Told whole to ${formatDay(completeTo)}.`}
        {unsettledFrom === null ? '' : ` From ${formatDay(unsettledFrom)} on costs may still change.`}
      </p>
      {missing.map(({ from, to, why }) => (
        <p key={`${from} ${why}`} className="text-meta text-warning">
          {formatDays(from, to)}: {why}
        </p>
      ))}
      {leftOut.map(({ from, to, why }) => (
        <p key={`${from} ${why}`} className="text-meta text-muted">
          {formatDays(from, to)}: {why}
        </p>
      ))}
    </li>
  );
}
