import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostAxis, CostTimeBasis } from '@/lib/domain/cost/cost-dimension';
import type { CostQuestion, DayRange } from '@/lib/store/cost-rollups/cost-question';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { isBilledIn, readMonthsFromRollups } from './billing-months';
import { openCostLedger } from './cost-ledger';
import { type CostReader, chooseCuts, nothingToRead, readFromRollups, readFromRows } from './cost-reader';
import { type CostConnection, readCostConnections } from './cost-sources';
import { type CostFilters, toQuestion } from './to-question';

/** Which costs are wanted. */
export interface CostAsk {
  filters: CostFilters;
  metric: CostMetric;
  /** What to split by; null: by nothing. */
  dimension: CostAxis | null;
  /** Whose eyes they are for; the console's own work reaches everything. */
  reach: Reach;
  /** What was known at this instant. */
  asOf: Date;
  /** Which time ranges and stretches are of; of billing months each is told as its first day. Absent: charge days. */
  time?: CostTimeBasis;
}

/** A question put to what was known, and the way to its answer. */
export interface AskedCosts {
  question: CostQuestion;
  /** Every delivery as it was known then, whether it counts or not, and the connections that were to deliver. */
  known: readonly KnownDelivery[];
  connections: readonly CostConnection[];
  /** Roll-ups where a cut holds the answer, or nobody may see any of it; else the rows. */
  readFrom: 'roll-ups' | 'rows';
  /** Gives a reader of all days of `range` to `work`; one read at a time. */
  read<T>(range: DayRange, work: (reader: CostReader) => Promise<T>): Promise<T>;
  /** The same of some of the deliveries alone, by charge day, whichever time the question is of. */
  readDays<T>(
    deliveries: readonly KnownDelivery[],
    range: DayRange,
    work: (reader: CostReader) => Promise<T>,
  ): Promise<T>;
}

/** Puts a question to the ledger: from roll-ups where a cut holds the answer, else from the rows. */
export async function askCosts(
  database: Database,
  { filters, metric, dimension, reach, asOf, time }: CostAsk,
  openLedger = openCostLedger,
): Promise<AskedCosts> {
  const [known, connections] = await Promise.all([
    readKnownDeliveries(database.pool, asOf),
    readCostConnections(database, asOf),
  ]);
  const question = toQuestion(known, filters, { metric, dimension, reach, time });
  const cuts = chooseCuts(question);
  const readAsked = async <T>(asked: CostQuestion, range: DayRange, work: (reader: CostReader) => Promise<T>) => {
    if (isNothing(asked)) return work(nothingToRead);
    if (cuts === null) return readRows(asked, range, work);
    const read = asked.time === 'billing-month' ? readMonthsFromRollups : readFromRollups;
    return work(read(database.pool, asked, cuts));
  };
  return {
    question,
    known,
    connections,
    readFrom: cuts === null && !isNothing(question) ? 'rows' : 'roll-ups',
    read: (range, work) => readAsked(question, range, work),
    readDays: (deliveries, range, work) => {
      const { time: _, ...byDay } = question;
      return readAsked({ ...byDay, deliveries }, range, work);
    },
  };

  async function readRows<T>(
    asked: CostQuestion,
    range: DayRange,
    work: (reader: CostReader) => Promise<T>,
  ): Promise<T> {
    const { root, engine } = await openLedger();
    const deliveries = asked.deliveries.filter((delivery) =>
      asked.time === 'billing-month' ? isBilledIn(delivery, range) : touches(delivery, range),
    );
    const ids = deliveries.map(({ id }) => id);
    const files = await readDeliveryFiles(database.pool, root, ids);
    return engine.withConnection(async (connection) =>
      work(await readFromRows(connection, { ...asked, deliveries }, range, files)),
    );
  }
}

/** Whether a person may see nothing of it. */
function isNothing({ reach }: CostQuestion): boolean {
  return reach !== null && reach.sites.size === 0 && reach.teams.size === 0;
}

/** Whether a delivery has rows charged for any of the days. */
function touches({ firstDay, lastDay }: KnownDelivery, { from, to }: DayRange): boolean {
  return firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay;
}
