import { requirePermission } from '@/lib/access/authorise';
import type { Cost, CostQuery, CostSource } from '@/lib/api/contracts/cost';
import type { CostQuestion, DayRange } from '@/lib/store/cost-rollups/cost-question';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from './cost-ledger';
import { type CostReader, chooseCuts, nothingToRead, readFromRollups, readFromRows } from './cost-reader';
import { readCostConnections, toCostSources } from './cost-sources';
import { toPrevious, toSteps } from './cost-steps';
import { chooseShown, type ReadSums, toBooks } from './to-books';
import { toQuestion } from './to-question';
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
  const [known, connections] = await Promise.all([
    readKnownDeliveries(database.pool, asOf),
    readCostConnections(database, asOf),
  ]);
  const range = { from: query.from, to: query.to };
  const previous = query.compare ? toPrevious(range) : null;
  const dimension = query.by ?? null;
  const question = toQuestion(known, query, { metric: query.metric, dimension, reach });
  const { steps, toBucket } = toSteps(range, query.step);
  const read = (from: CostReader) =>
    readSums(from, { range, previous, toBucket, isSplit: dimension !== null, top: query.top });
  const cuts = chooseCuts(question);
  const reader = isNothing(question)
    ? nothingToRead
    : cuts === null
      ? null
      : readFromRollups(database.pool, question, cuts);
  const sums = reader === null ? await readRows(question) : await read(reader);
  const visible = await findVisibleOrigins(database, { deliveries: known, connections }, reach, now);
  const sourcesOver = (days: DayRange) =>
    toCostSources(visible.deliveries, visible.connections, { metric: query.metric, range: days, asOf }).filter(
      ({ provider }) => provider === null || query.provider === undefined || query.provider.includes(provider),
    );
  const sources = sourcesOver(range);
  return {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    metric: query.metric,
    by: dimension,
    readFrom: reader === null ? 'rows' : 'roll-ups',
    sources,
    steps: steps.map((step) => toStep(step, sources)),
    books: toBooks(sums, {
      top: query.top,
      stepCount: steps.length,
      atLeast: {
        now: isFloor(sources) || hasUnread(question, range),
        previous: previous !== null && (isFloor(sourcesOver(previous)) || hasUnread(question, previous)),
      },
    }),
  };

  async function readRows(asked: CostQuestion): Promise<ReadSums> {
    const { root, engine } = await openLedger();
    const ids = asked.deliveries.map(({ id }) => id);
    const files = await readDeliveryFiles(database.pool, root, ids);
    const days = { from: previous?.from ?? range.from, to: range.to };
    return engine.withConnection(async (connection) => read(await readFromRows(connection, asked, days, files)));
  }
}

/** Whether a person may see nothing of it. */
function isNothing({ reach }: CostQuestion): boolean {
  return reach !== null && reach.sites.size === 0 && reach.teams.size === 0;
}

/** Whether anything is missing from sums over these sources; without any source everything is. */
function isFloor(sources: readonly CostSource[]): boolean {
  return sources.length === 0 || sources.some(({ missing }) => missing.length > 0);
}

/** Whether a delivery of these days is not added up, so that nobody knows whose costs it tells. */
function hasUnread({ deliveries }: CostQuestion, { from, to }: DayRange): boolean {
  return deliveries.some(
    ({ rollup, firstDay, lastDay }) =>
      rollup === null && firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay,
  );
}

async function readSums(
  reader: CostReader,
  {
    range,
    previous,
    toBucket,
    isSplit,
    top,
  }: {
    range: DayRange;
    previous: DayRange | null;
    toBucket: (day: string) => number;
    isSplit: boolean;
    top: number;
  },
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
