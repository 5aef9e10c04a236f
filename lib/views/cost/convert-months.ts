import type { RateBook } from '@/lib/domain/cost/exchange-rate';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import { CostTally } from '@/lib/store/cost-rollups/cost-tally';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { AskedCosts } from './ask-costs';
import { isBilledIn, spanOf } from './billing-months';
import { type ConvertingReader, convertReader, earlier, later } from './convert-reader';

/** A month billed in, and the charge days that its deliveries tell of. */
interface BilledMonth {
  /** Its first day. */
  month: string;
  span: DayRange;
  deliveries: readonly KnownDelivery[];
}

/** The months billed in within a range of months, with all their charge days, which may lie outside of it. */
export function listBilledMonths({ question }: Pick<AskedCosts, 'question'>, range: DayRange): BilledMonth[] {
  const months = Map.groupBy(
    question.deliveries.filter((delivery) => isBilledIn(delivery, range)),
    ({ billingMonth }) => billingMonth,
  );
  return [...months].flatMap(([month, deliveries]) => {
    const span = spanOf(deliveries);
    return span === null ? [] : [{ month, span, deliveries }];
  });
}

/**
 * Converts costs by the month billed in: each charge by the rates of its charge day, as by charge days, for a delivery is of
 * one month and its sums are kept by charge day. Stretches of time are asked for by the first day of a month.
 */
export async function convertMonths(
  asked: AskedCosts,
  months: readonly BilledMonth[],
  { rates, to, isSplit }: { rates: RateBook; to: string; isSplit: boolean },
): Promise<ConvertingReader> {
  const read: { month: string; span: DayRange; reader: ConvertingReader }[] = [];
  for (const { month, span, deliveries } of months) {
    // Rows of a month are there only while it is read: what is asked for after comes from what was converted now.
    const reader = await asked.readDays(deliveries, span, async (inner) => {
      const converting = convertReader(inner, rates, to);
      await converting.days(span);
      if (isSplit) await converting.values(span);
      return converting;
    });
    read.push({ month, span, reader });
  }
  const within = ({ from, to: last }: DayRange) => read.filter(({ month }) => from <= month && month <= last);
  const addUp = async (range: DayRange, tell: (one: (typeof read)[number]) => Promise<CostTally>) => {
    const tally = new CostTally();
    for (const one of within(range))
      for (const [key, sum] of (await tell(one)).entries()) tally.add(tally.slot(key), sum);
    return tally;
  };
  return {
    days: async (range) => (await Promise.all(within(range).map(({ reader, span }) => reader.days(span)))).flat(),
    used: () => mergeUsed(read.flatMap(({ reader }) => reader.used())),
    whole: (range, toBucket) => addUp(range, ({ reader, span, month }) => reader.whole(span, () => toBucket(month))),
    values: (range) => addUp(range, ({ reader, span }) => reader.values(span)),
    series: (range, toBucket, labels) =>
      addUp(range, ({ reader, span, month }) => reader.series(span, () => toBucket(month), labels)),
  };
}

/** A rate may have served several months. */
function mergeUsed(used: ReturnType<ConvertingReader['used']>): ReturnType<ConvertingReader['used']> {
  return [...Map.groupBy(used, ({ rate }) => rate).values()].map((spans) =>
    spans.reduce((one, other) => ({
      rate: one.rate,
      from: earlier(one.from, other.from),
      to: later(one.to, other.to),
    })),
  );
}
