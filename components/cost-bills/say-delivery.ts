import type { StatusTone } from '@/components/ui/status-mark';
import type { Delivery, DeliveryRejection, ImportOutcome } from '@/lib/api/contracts/deliveries';
import { formatMonth } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';

/** What became of a delivery, in a word or two, with its sign. */
export function toDeliveryStatus({
  state,
  supersededAt,
  dismissal,
}: Pick<Delivery, 'state' | 'supersededAt' | 'dismissal'>): {
  tone: StatusTone;
  word: string;
} {
  if (dismissal !== null) return { tone: 'neutral', word: 'Dismissed' };
  if (state === 'quarantined') return { tone: supersededAt === null ? 'critical' : 'neutral', word: 'Quarantined' };
  if (state === 'overlapping') return { tone: supersededAt === null ? 'warning' : 'neutral', word: 'Overlaps' };
  return supersededAt === null ? { tone: 'healthy', word: 'Counts' } : { tone: 'neutral', word: 'Superseded' };
}

/** The same in a sentence or two. */
export function sayDelivery({
  state,
  supersededAt,
  dismissal,
  addedUp,
}: Pick<Delivery, 'state' | 'supersededAt' | 'dismissal' | 'addedUp'>): string {
  if (dismissal !== null && supersededAt === null)
    return 'Not all of it can be read, so nothing of it counts. It was dismissed: nobody waits for what it would have told.';
  if (state === 'quarantined')
    return supersededAt === null
      ? 'Not all of it can be read, so nothing of it counts. What counted before goes on counting.'
      : 'Not all of it could be read, so nothing of it ever counted. A later delivery came.';
  if (state === 'overlapping')
    return supersededAt === null
      ? 'Another delivery tells the same costs. It does not count until somebody chooses it.'
      : 'Another delivery told the same costs, so it never counted as it came.';
  if (supersededAt !== null) return 'It counted until another took its place, and is still what was known before then.';
  return addedUp === null ? 'It counts, but is not added up yet: totals are at least what they say.' : 'It counts.';
}

/** By which version of the rules it was last added up. */
export function sayRules({ addedUp }: Pick<Delivery, 'addedUp'>): string {
  if (addedUp === null) return 'Not added up';
  return addedUp.rulesVersion === null ? 'First rules' : `Version ${addedUp.rulesVersion}`;
}

/** Where a rejection stands: `october.csv, row 2, ChargePeriodStart “…”`; empty where it is the whole delivery. */
export function sayPlace({ file, row, column, value }: DeliveryRejection): string {
  const place = [file, row === null ? null : `row ${row}`, column].filter((part) => part !== null).join(', ');
  return value === null ? place : `${place} “${value}”`;
}

/** What became of each month of an import, in a sentence. */
export function sayMonth({ month, state, rows, rejectedRows }: ImportOutcome['months'][number]): string {
  const when = formatMonth(month);
  switch (state) {
    case 'kept':
      return `${when}: ${formatQuantity(rows, 'row')} read. It counts.`;
    case 'overlapping':
      return `${when}: ${formatQuantity(rows, 'row')} read, but another delivery tells the same costs. It does not count until somebody chooses it.`;
    case 'quarantined':
      return `${when}: quarantined. ${rejectedRows === 0 ? 'A file cannot be read' : `${formatQuantity(rejectedRows, 'row')} cannot be read`}, so nothing of it counts; what counted before goes on counting.`;
    case 'unchanged':
      return rejectedRows === 0
        ? `${when}: the ledger has these very files already. Nothing was changed.`
        : `${when}: the same files again, and ${formatQuantity(rejectedRows, 'row')} still cannot be read.`;
  }
}
