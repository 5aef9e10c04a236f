import { requirePermission } from '@/lib/access/authorise';
import type { Cost, CostConversion, CostQuery, CostSource } from '@/lib/api/contracts/cost';
import type { Reach } from '@/lib/domain/access';
import { noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';
import type { RateBook } from '@/lib/domain/cost/exchange-rate';
import type { CostQuestion, DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { readCurrencies } from '@/lib/store/cost-rollups/read-currencies';
import { readRulesInForce } from '@/lib/store/cost-rules/rule-versions';
import type { Database } from '@/lib/store/database/database';
import { readRateBook } from '@/lib/store/exchange-rates/read-rate-book';
import type { ViewContext } from '@/lib/views/view-context';
import { type AskedCosts, askCosts } from './ask-costs';
import { spanOf, toPreviousMonths, toWholeMonths } from './billing-months';
import { convertMonths, listBilledMonths } from './convert-months';
import { type ConvertingReader, convertReader } from './convert-reader';
import { openCostLedger } from './cost-ledger';
import type { CostReader } from './cost-reader';
import { toCostSources } from './cost-sources';
import { toPrevious, toSteps } from './cost-steps';
import { isAttributedBy, touches } from './showback/read-ruled-costs';
import { chooseShown, type ReadSums, toBooks } from './to-books';
import { lacksRates, toConversion } from './to-conversion';
import { findVisibleOrigins } from './visible-deliveries';

/**
 * Costs as far as a person may see them: in all and by one dimension, by step, in each currency and on each basis apart,
 * with the sources they come from and what is missing. From roll-ups where a cut holds the answer, else from the rows.
 */
export async function readCost(
  { actor, database, now }: ViewContext,
  query: CostQuery,
  openLedger = openCostLedger,
): Promise<Cost> {
  const reach = requirePermission(actor, 'cost:read');
  const asOf = query.asOf === undefined ? now : new Date(query.asOf);
  const isByMonth = query.time === 'billing-month';
  const given = { from: query.from, to: query.to };
  const range = isByMonth ? toWholeMonths(given) : given;
  const previous = query.compare ? (isByMonth ? toPreviousMonths(range) : toPrevious(range)) : null;
  const dimension = query.by ?? null;
  const asked = await askCosts(
    database,
    { filters: query, metric: query.metric, dimension, reach, asOf, time: query.time },
    openLedger,
  );
  const { question, known, connections } = asked;
  const { steps, toBucket } = toSteps(range, isByMonth ? 'month' : query.step);
  const wanted = { range, previous, toBucket, isSplit: dimension !== null, top: query.top };
  const days = { from: previous?.from ?? range.from, to: range.to };
  const { convertTo: to } = query;
  const { sums, conversion } =
    to === undefined
      ? { sums: await asked.read(days, (reader) => readSums(reader, wanted)), conversion: null }
      : await readConverted(database, asked, { to, days, asOf, wanted });
  const visible = await findVisibleOrigins(database, { deliveries: known, connections }, reach, now);
  const sourcesOver = (days: DayRange) =>
    toCostSources(visible.deliveries, visible.connections, { metric: query.metric, range: days, asOf }).filter(
      ({ provider }) => provider === null || query.provider === undefined || query.provider.includes(provider),
    );
  const sources = sourcesOver(range);
  const isLacking = {
    now: isCostFloor(sources) || hasUnread(question, range),
    previous: previous !== null && (isCostFloor(sourcesOver(previous)) || hasUnread(question, previous)),
  };
  return {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    metric: query.metric,
    by: dimension,
    time: query.time,
    readFrom: asked.readFrom,
    sources,
    behind: await countBehind(database, query, asked, { reach, asOf, range, visible: visible.deliveries }),
    steps: steps.map((step) => toStep(step, sources)),
    books: toBooks(sums, {
      top: query.top,
      stepCount: steps.length,
      atLeast: ({ basis, currency }) => {
        if (conversion === null || currency !== conversion.to) return isLacking;
        const lacks = lacksRates(conversion, basis);
        return { now: isLacking.now || lacks.now, previous: isLacking.previous || lacks.previous };
      },
    }),
    conversion,
  };
}

/** Bills of those that a person may know of that older rules attributed, where teams, sites and the like are asked for or bound what is seen. */
async function countBehind(
  { pool }: Pick<Database, 'pool'>,
  query: CostQuery,
  { question }: AskedCosts,
  { reach, asOf, range, visible }: { reach: Reach; asOf: Date; range: DayRange; visible: readonly KnownDelivery[] },
): Promise<number> {
  const isOfRules = costAttributes.some((name) => query.by === name || query[name] !== undefined);
  if (!isOfRules && reach.everything) return 0;
  const rules = (await readRulesInForce(pool, asOf))?.rules ?? noAllocationRules;
  const shown = new Set(visible.map(({ id }) => id));
  return question.deliveries.filter(
    (delivery) =>
      shown.has(delivery.id) &&
      delivery.rollup !== null &&
      isAsked(question, delivery, range) &&
      !isAttributedBy(delivery, rules),
  ).length;
}

/** The same in one currency, each charge by the rates of its charge day, also where stretches are of months billed in. */
async function readConverted(
  database: Pick<Database, 'pool'>,
  asked: AskedCosts,
  { to, days, asOf, wanted }: { to: string; days: DayRange; asOf: Date; wanted: WantedSums },
): Promise<{ sums: ReadSums; conversion: CostConversion }> {
  const { range, previous } = wanted;
  const answer = async (converting: ConvertingReader, rates: RateBook) => {
    const sums = await readSums(converting, wanted);
    return { sums, conversion: await toConversion(converting, rates, { to, range, previous }) };
  };
  if (asked.question.time !== 'billing-month') {
    const rates = await readRates(database, asked, { to, days, asOf });
    return asked.read(days, (reader) => answer(convertReader(reader, rates, to), rates));
  }
  const months = listBilledMonths(asked, days);
  const charged = spanOf(months.flatMap(({ deliveries }) => deliveries)) ?? days;
  const rates = await readRates(database, asked, { to, days: charged, asOf });
  return answer(await convertMonths(asked, months, { rates, to, isSplit: wanted.isSplit }), rates);
}

/** The rates between what a question's deliveries are billed in and a currency. */
async function readRates(
  { pool }: Pick<Database, 'pool'>,
  { question }: AskedCosts,
  { to, days, asOf }: { to: string; days: DayRange; asOf: Date },
): Promise<RateBook> {
  const ids = question.deliveries.map(({ id }) => id);
  const currencies = [...(await readCurrencies(pool, ids)), to];
  return readRateBook(pool, { currencies, ...days, asOf });
}

/** Whether anything is missing from sums over these sources; without any source everything is. */
export function isCostFloor(sources: readonly CostSource[]): boolean {
  return sources.length === 0 || sources.some(({ missing }) => missing.length > 0);
}

/** Whether a delivery of these days is not added up, so that nobody knows whose costs it tells. */
export function hasUnread(question: CostQuestion, range: DayRange): boolean {
  return question.deliveries.some((delivery) => delivery.rollup === null && isAsked(question, delivery, range));
}

/** Whether a delivery may have rows of the days or months asked for. */
function isAsked({ time }: CostQuestion, delivery: KnownDelivery, range: DayRange): boolean {
  const { billingMonth } = delivery;
  return time === 'billing-month' ? range.from <= billingMonth && billingMonth <= range.to : touches(delivery, range);
}

interface WantedSums {
  range: DayRange;
  previous: DayRange | null;
  toBucket: (day: string) => number;
  isSplit: boolean;
  top: number;
}

async function readSums(
  reader: CostReader,
  { range, previous, toBucket, isSplit, top }: WantedSums,
): Promise<ReadSums> {
  // One after the other: rows are read on one connection.
  const whole = await reader.whole(range, toBucket);
  const values = isSplit ? await reader.values(range) : null;
  const series = values === null ? null : await reader.series(range, toBucket, chooseShown(values, top));
  const previousWhole = previous === null ? null : await reader.whole(previous, () => 0);
  const previousValues = previous === null || !isSplit ? null : await reader.values(previous);
  return { whole, values, series, previousWhole, previousValues };
}

function toStep(step: DayRange, sources: readonly CostSource[]): Cost['steps'][number] {
  const isWithin = ({ from, to }: DayRange) => from <= step.to && step.from <= to;
  return {
    ...step,
    unsettled: sources.some(({ unsettledFrom }) => unsettledFrom !== null && unsettledFrom <= step.to),
    missing: sources.filter(({ missing }) => missing.some(isWithin)).map(({ title }) => title),
  };
}
