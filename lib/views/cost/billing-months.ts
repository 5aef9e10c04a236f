import type pg from 'pg';
import type { CostCut } from '@/lib/store/cost-rollups/cost-cut';
import { addDays, type CostQuestion, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import { CostTally } from '@/lib/store/cost-rollups/cost-tally';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { type CostReader, readFromRollups } from './cost-reader';

/** A range widened to the whole months that it touches. */
export function toWholeMonths({ from, to }: DayRange): DayRange {
  const next = new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)), 1));
  return { from: `${from.slice(0, 7)}-01`, to: addDays(next.toISOString().slice(0, 10), -1) };
}

/** As many whole months right before. */
export function toPreviousMonths({ from, to }: DayRange): DayRange {
  const months = toMonthNumber(to) - toMonthNumber(from) + 1;
  const start = new Date(Date.UTC(0, toMonthNumber(from) - months, 1));
  start.setUTCFullYear(Math.floor((toMonthNumber(from) - months) / 12));
  return { from: start.toISOString().slice(0, 10), to: addDays(from, -1) };
}

const toMonthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** All days that deliveries tell of; null: they tell of none. */
export function spanOf(deliveries: readonly KnownDelivery[]): DayRange | null {
  const firsts = deliveries.flatMap(({ firstDay }) => firstDay ?? []).sort();
  const lasts = deliveries.flatMap(({ lastDay }) => lastDay ?? []).sort();
  const [from] = firsts;
  const to = lasts.at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

/** Whether a delivery is of a month that begins in the range. */
export function isBilledIn({ billingMonth }: KnownDelivery, { from, to }: DayRange): boolean {
  return from <= billingMonth && billingMonth <= to;
}

/**
 * Reads from roll-ups by the month billed in: a delivery is of one billing month, so each month is what its deliveries
 * tell of all days. Stretches of time are asked for by the first day of a month.
 */
export function readMonthsFromRollups(
  pool: pg.Pool,
  question: CostQuestion,
  cuts: { values: CostCut; whole: CostCut },
): CostReader {
  const sumMonths = async (
    range: DayRange,
    read: (reader: CostReader, span: DayRange, month: string) => Promise<CostTally>,
  ) => {
    const tally = new CostTally();
    const months = Map.groupBy(
      question.deliveries.filter((delivery) => isBilledIn(delivery, range)),
      ({ billingMonth }) => billingMonth,
    );
    for (const [month, deliveries] of months) {
      const span = spanOf(deliveries);
      if (span === null) continue;
      const reader = readFromRollups(pool, { ...question, deliveries }, cuts);
      for (const [key, sum] of (await read(reader, span, month)).entries()) tally.add(tally.slot(key), sum);
    }
    return tally;
  };
  return {
    whole: (range, toBucket) => sumMonths(range, (reader, span, month) => reader.whole(span, () => toBucket(month))),
    values: (range) => sumMonths(range, (reader, span) => reader.values(span)),
    series: (range, toBucket, labels) =>
      sumMonths(range, (reader, span, month) => reader.series(span, () => toBucket(month), labels)),
  };
}
