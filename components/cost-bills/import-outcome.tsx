'use client';
import { Notice } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { ImportOutcome } from '@/lib/api/contracts/deliveries';
import { formatNumber } from '@/lib/format/format-number';
import { sayMonth, sayPlace } from './say-delivery';

const mostShown = 5;

/** What became of an upload, month by month, with the first reasons where something was refused. */
export function ImportOutcomeView({ outcome }: { outcome: ImportOutcome }) {
  const { months, untold } = outcome;
  return (
    <section aria-label="What became of the upload" className="flex flex-col gap-2">
      {months.map((month) => {
        const isWell = month.state === 'kept' || (month.state === 'unchanged' && month.rejections.length === 0);
        return (
          <Notice
            key={month.month}
            tone={isWell ? 'neutral' : month.state === 'overlapping' ? 'warning' : 'critical'}
            action={<TextLink href={`/cost/bills/${month.deliveryId}`}>Open the delivery</TextLink>}
          >
            <p>{sayMonth(month)}</p>
            {isWell ? null : <Reasons rejections={month.rejections} />}
          </Notice>
        );
      })}
      {untold.length === 0 ? null : (
        <Notice tone="critical">
          <p>No billing month can be told, so no delivery was recorded.</p>
          <Reasons rejections={untold} />
        </Notice>
      )}
      {months.length === 0 && untold.length === 0 ? (
        <Notice tone="warning">The files hold no row. Nothing was changed.</Notice>
      ) : null}
    </section>
  );
}

function Reasons({ rejections }: { rejections: ImportOutcome['untold'] }) {
  const rest = rejections.length - mostShown;
  return (
    <ul className="list-disc pl-5">
      {rejections.slice(0, mostShown).map((rejection, index) => (
        <li key={`${sayPlace(rejection)} ${index.toString()}`} className="wrap-anywhere">
          {sayPlace(rejection)}
          {sayPlace(rejection) === '' ? '' : ': '}
          {rejection.reason}
        </li>
      ))}
      {rest > 0 ? <li>and {formatNumber(rest)} more</li> : null}
    </ul>
  );
}
