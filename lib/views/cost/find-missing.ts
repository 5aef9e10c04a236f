import type { CostSource } from '@/lib/api/contracts/cost';
import { billingSources, type CostMetric } from '@/lib/domain/cost/billing-delivery';
import { toCompleteTo } from '@/lib/domain/cost/settling';
import { isToldElsewhere, judgeOverlap } from '@/lib/store/cost-ledger/judge-overlap';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { sayAccounts, sayTellers } from './say-overlap';

type Told = Pick<CostSource, 'missing' | 'leftOut'>;

interface MissingAsk {
  /** Of the one source and scope, what counts and what came last. */
  group: readonly KnownDelivery[];
  /** Of all sources. */
  known: readonly KnownDelivery[];
  metric: CostMetric;
  /** A source without a connection, such as a file somebody imported, owes nothing after its last month. */
  isConnected: boolean;
  readFrom: 'roll-ups' | 'rows';
  past: DayRange;
}

/** Month by month, what a source does not tell, and what of it is left out without anything being missing. */
export function findMissing({ group, known, metric, isConnected, readFrom, past }: MissingAsk): Told {
  const told: Told = { missing: [], leftOut: [] };
  const months = group
    .filter(({ isDismissed }) => isConnected || !isDismissed)
    .map(({ billingMonth }) => billingMonth)
    .toSorted();
  const start = months[0];
  const last = months.at(-1);
  const add = (part: Told) => {
    told.missing.push(...part.missing);
    told.leftOut.push(...part.leftOut);
  };
  const spanOf = (month: string) => ({
    from: later(month, past.from),
    to: earlier(addDays(nextMonth(month), -1), past.to),
  });
  if (!isConnected)
    for (const { billingMonth, isDismissed } of group)
      if (isDismissed && spanOf(billingMonth).from <= spanOf(billingMonth).to)
        told.leftOut.push({ ...spanOf(billingMonth), why: dismissed });
  if (start === undefined || last === undefined) return told;
  for (let month = start; month <= past.to && (isConnected || month <= last); month = nextMonth(month)) {
    const span = spanOf(month);
    if (span.from > span.to) continue;
    const ofMonth = group.filter(({ billingMonth }) => billingMonth === month);
    const counting = ofMonth.find((delivery) => delivery.counts);
    const other = ofMonth.find((delivery) => !delivery.counts && (isConnected || !delivery.isDismissed));
    if (counting === undefined && other === undefined) {
      if (isConnected || ofMonth.length === 0)
        told.missing.push({ ...span, why: 'Nothing was delivered for this month.' });
      continue;
    }
    if (counting !== undefined) add(judgeCounting(counting, { isConnected, readFrom, span }));
    if (other !== undefined) add(judgeOther(other, { known, metric, isConnected, span, counting: counting ?? null }));
  }
  return told;
}

const dismissed = 'A delivery that could not be read was dismissed.';
const goesOn = ' The one before it goes on counting.';

function judgeCounting(
  counting: KnownDelivery,
  { isConnected, readFrom, span }: Pick<MissingAsk, 'isConnected' | 'readFrom'> & { span: DayRange },
): Told {
  if (counting.rollup === null && readFrom === 'roll-ups')
    return { missing: [{ ...span, why: 'Its delivery is not added up yet.' }], leftOut: [] };
  return { missing: isConnected ? findUndelivered([counting], span) : [], leftOut: [] };
}

/** What of a delivery that does not count is told by others, and what by none. */
function judgeOther(
  other: KnownDelivery,
  {
    known,
    metric,
    isConnected,
    span,
    counting,
  }: Pick<MissingAsk, 'known' | 'metric' | 'isConnected'> & {
    span: DayRange;
    counting: KnownDelivery | null;
  },
): Told {
  const whole = (why: string): Told => ({
    missing: [{ ...span, why: counting === null ? why : why + goesOn }],
    leftOut: [],
  });
  if (other.isDismissed)
    return counting === null
      ? whole('What was delivered for this month could not be read, and was dismissed.')
      : { missing: [], leftOut: [{ ...span, why: dismissed + goesOn }] };
  if (other.state === 'quarantined') {
    const { rejectedRows } = other;
    return whole(
      `Its delivery is in quarantine: ${rejectedRows === 1 ? '1 row' : `${rejectedRows} rows`} could not be read.`,
    );
  }
  const overlap = judgeOverlap(other, known, metric);
  const tellers = sayTellers(overlap);
  if (tellers === null)
    return whole('Its delivery does not count, for another told the same costs; none that counts tells them now.');
  const isCounted = `Its delivery does not count, for ${tellers} the same costs`;
  if (overlap.untoldAccounts.length > 0)
    return whole(`${isCounted}; but not all of those of ${sayAccounts(overlap.untoldAccounts)}, as far as is known.`);
  const undelivered = isConnected && counting === null ? findUndelivered([other, ...overlap.by], span) : [];
  if (isToldElsewhere(overlap))
    return { missing: undelivered, leftOut: [{ ...span, why: `${isCounted}.${counting === null ? '' : goesOn}` }] };
  const { before, after } = overlap.untoldDays;
  const month = { from: other.billingMonth, to: addDays(nextMonth(other.billingMonth), -1) };
  const untold = [before, after].flatMap((days) => (days === null ? [] : clip(days, month, span)));
  return {
    missing: [...untold.map((days) => ({ ...days, why: `${isCounted}; but not of these days.` })), ...undelivered],
    // Where the range asked for holds none of those days, all that it holds is told elsewhere.
    leftOut: untold.length === 0 ? [{ ...span, why: `${isCounted}.` }] : [],
  };
}

/** What of a month's days lies in a span; all of the span where they lie outside of their month, as corrections do. */
function clip(days: DayRange, month: DayRange, span: DayRange): DayRange[] {
  if (days.from < month.from || days.to > month.to) return [span];
  const part = { from: later(days.from, span.from), to: earlier(days.to, span.to) };
  return part.from <= part.to ? [part] : [];
}

/** The days after the last that one of the deliveries tells whole. */
function findUndelivered(deliveries: readonly KnownDelivery[], span: DayRange): CostSource['missing'] {
  const completeTo = deliveries
    .flatMap(({ source, basis, billingMonth, deliveredAt, arrivedAt, lastDay }) => {
      const known = billingSources.find((one) => one === source);
      if (known === undefined) return [];
      if (known === 'focus-file') return lastDay ?? [];
      return toCompleteTo({ source: known, basis, billingMonth, deliveredAt: deliveredAt ?? arrivedAt });
    })
    .toSorted()
    .at(-1);
  const from = completeTo === undefined ? span.from : later(span.from, addDays(completeTo, 1));
  return from <= span.to ? [{ from, to: span.to, why: 'These days are not delivered yet.' }] : [];
}

function nextMonth(month: string): string {
  const date = new Date(month);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** The later of two days. */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** The earlier of two days. */
export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
