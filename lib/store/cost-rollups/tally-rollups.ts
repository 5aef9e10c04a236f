import type pg from 'pg';
import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { amountBytes } from './amount-sums';
import type { CostCut } from './cost-cut';
import {
  addDays,
  type CostQuestion,
  type DayRange,
  daysBetween,
  dimensionsOf,
  isAskedFor,
  type ToBucket,
} from './cost-question';
import { CostTally } from './cost-tally';
import type { KnownDelivery } from './known-deliveries';
import { keysPerStretch, unpack } from './packed-cut';
import { unpackValues } from './packed-values';

const bytes = z.instanceof(Buffer);
const cutSchema = z.object({
  deliveryId: z.string(),
  position: z.number(),
  withinValue: z.string().nullable(),
  provider: z.string().nullable(),
  currency: z.string().nullable(),
  keys: bytes,
  rows: bytes,
  amounts: bytes,
  untold: bytes.nullable(),
});
const daySchema = z.object({ ordinal: z.string(), days: bytes, rows: bytes, amounts: bytes, untold: bytes.nullable() });

/** A cut of one delivery, with those of its keys that are asked for. */
interface AskedCut {
  stored: z.infer<typeof cutSchema>;
  delivery: KnownDelivery;
  /** Places of keys in the cut, rising, each with the label it counts for. */
  keys: { place: number; label: string | null }[];
}

/**
 * Sums up from roll-ups over charge days. Without `toBucket` all days are one stretch. `labels`: only these; null: all.
 * The cut must hold all dimensions of the question.
 */
export async function tallyRollups(
  pool: pg.Pool,
  question: CostQuestion,
  cut: CostCut,
  range: DayRange,
  { toBucket = null, labels = null }: { toBucket?: ToBucket | null; labels?: ReadonlySet<string | null> | null } = {},
): Promise<CostTally> {
  const touching = question.deliveries.filter((delivery) => overlaps(delivery, range));
  const isWhole = ({ firstDay, lastDay }: KnownDelivery) =>
    toBucket === null && firstDay !== null && lastDay !== null && range.from <= firstDay && lastDay <= range.to;
  const asked = await readCuts(pool, question, cut, touching, labels);
  const tally = new CostTally();
  for (const one of asked) if (isWhole(one.delivery)) addKeys(tally, one, question);
  const byDay = asked.filter(({ delivery }) => !isWhole(delivery));
  await addDaysOf(pool, tally, byDay, question, range, toBucket ?? (() => 0));
  return tally;
}

function overlaps({ firstDay, lastDay, rollup }: KnownDelivery, { from, to }: DayRange): boolean {
  return rollup !== null && firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay;
}

/** A cost that is not held for itself is the same as the one before it. */
function amountColumn({ metric }: CostQuestion): string {
  const columns = costMetrics.slice(0, costMetrics.indexOf(metric) + 1).toReversed();
  return `coalesce(${columns.join(', ')})`;
}

async function readCuts(
  pool: pg.Pool,
  question: CostQuestion,
  cut: CostCut,
  deliveries: readonly KnownDelivery[],
  labels: ReadonlySet<string | null> | null,
): Promise<AskedCut[]> {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const ids = [...byId.keys()];
  const withinValues = cut.within === null ? null : onlyValues(question, cut.within);
  const [keys, cuts] = await Promise.all([
    pool.query('SELECT delivery_id, keys FROM cost_rollup_keys WHERE delivery_id = ANY($1) AND dimension = $2', [
      ids,
      cut.dimension,
    ]),
    pool.query(
      `SELECT delivery_id AS "deliveryId", position, within_value AS "withinValue", provider, currency, keys, rows,
         ${amountColumn(question)} AS amounts, untold
       FROM cost_rollup_cut
       WHERE delivery_id = ANY($1) AND dimension = $2 AND within IS NOT DISTINCT FROM $3
         AND ($4::text[] IS NULL OR within_value = ANY($4) OR ($5 AND within_value IS NULL))
       ORDER BY delivery_id, position`,
      [
        ids,
        cut.dimension,
        cut.within,
        withinValues === null ? null : [...withinValues].filter((value) => value !== null),
        withinValues?.has(null) ?? false,
      ],
    ),
  ]);
  const keysSchema = z.object({ delivery_id: z.string(), keys: bytes });
  const values = new Map(
    keysSchema
      .array()
      .parse(keys.rows)
      .map((row) => [row.delivery_id, unpackValues(row.keys)]),
  );
  return cutSchema
    .array()
    .parse(cuts.rows)
    .flatMap((stored) => {
      const delivery = byId.get(stored.deliveryId);
      const texts = values.get(stored.deliveryId);
      if (delivery === undefined || texts === undefined) return [];
      return [{ stored, delivery, keys: pickKeys(question, cut, stored, texts, labels) }];
    });
}

/** The values of a dimension that alone can count; null: any. */
function onlyValues({ filters, reach }: CostQuestion, dimension: CostDimension): ReadonlySet<string | null> | null {
  const filtered = filters.get(dimension);
  if (filtered !== undefined || reach === null) return filtered ?? null;
  if (dimension === 'team' && reach.sites.size === 0) return reach.teams;
  return dimension === 'site' && reach.teams.size === 0 ? reach.sites : null;
}

function pickKeys(
  question: CostQuestion,
  cut: CostCut,
  stored: z.infer<typeof cutSchema>,
  texts: readonly string[],
  labels: ReadonlySet<string | null> | null,
): AskedCut['keys'] {
  const toValue = (dimension: CostDimension, key: string | null) => {
    if (dimension === cut.dimension) return key;
    if (dimension === cut.within) return stored.withinValue;
    if (dimension === 'provider') return stored.provider;
    if (dimension === 'currency') return stored.currency;
    throw new RangeError(`The cut does not hold ${dimension}.`);
  };
  const { dimension } = question;
  const isAsked = (key: string | null) => isAskedFor(question, (asked) => toValue(asked, key));
  const toLabel = (key: string | null) => (dimension === null ? null : toValue(dimension, key));
  // A cut has thousands of keys: what does not depend on the key is found out once.
  const dependsOnKey = dimensionsOf({ ...question, dimension: null }).includes(cut.dimension);
  if (!dependsOnKey && !isAsked(null)) return [];
  const same = dimension === cut.dimension ? undefined : toLabel(null);
  const codes = unpack(stored.keys);
  const picked: AskedCut['keys'] = [];
  for (let place = 0; place * 4 < codes.byteLength; place += 1) {
    const key = texts[codes.getUint32(place * 4, true) - 1] ?? null;
    const label = same === undefined ? key : same;
    if ((labels === null || labels.has(label)) && (!dependsOnKey || isAsked(key))) picked.push({ place, label });
  }
  return picked;
}

function addKeys(tally: CostTally, { stored, delivery, keys }: AskedCut, { metric }: CostQuestion): void {
  const place = costMetrics.indexOf(metric);
  const rows = unpack(stored.rows);
  const amounts = unpack(stored.amounts);
  const untold = stored.untold === null ? null : unpack(stored.untold);
  const slotOf = tally.slotsOf({ basis: delivery.basis, currency: stored.currency, bucket: 0 });
  for (const { place: key, label } of keys) {
    const slot = slotOf(label);
    const untoldRows = untold === null ? 0 : untold.getUint32((key * costMetrics.length + place) * 4, true);
    tally.addPacked(slot, amounts, key * amountBytes, rows.getUint32(key * 4, true), untoldRows);
  }
}

async function addDaysOf(
  pool: pg.Pool,
  tally: CostTally,
  asked: readonly AskedCut[],
  question: CostQuestion,
  range: DayRange,
  toBucket: ToBucket,
): Promise<void> {
  const stretches = asked.flatMap((one) => {
    const firsts = new Set(one.keys.map(({ place }) => place - (place % keysPerStretch)));
    return [...firsts].map((firstKey) => ({ one, firstKey }));
  });
  if (stretches.length === 0) return;
  const { rows } = await pool.query(
    `SELECT w.ordinal, d.days, d.rows, ${amountColumn(question)} AS amounts, d.untold
     FROM unnest($1::uuid[], $2::int[], $3::int[]) WITH ORDINALITY AS w(delivery_id, position, first_key, ordinal)
     JOIN cost_rollup_day d USING (delivery_id, position, first_key)`,
    [
      stretches.map(({ one }) => one.stored.deliveryId),
      stretches.map(({ one }) => one.stored.position),
      stretches.map(({ firstKey }) => firstKey),
    ],
  );
  const bucketsOf = new Map<KnownDelivery, (offset: number) => number | null>();
  for (const row of daySchema.array().parse(rows)) {
    const stretch = stretches[Number(row.ordinal) - 1];
    if (stretch === undefined) throw new RangeError('An answer without a question.');
    const { delivery } = stretch.one;
    const bucketOf = bucketsOf.get(delivery) ?? bucketOfOffsets(delivery, range, toBucket);
    bucketsOf.set(delivery, bucketOf);
    addStretch(tally, stretch, row, costMetrics.indexOf(question.metric), bucketOf);
  }
}

/** The bucket of a day by how many days it lies after the delivery's base day; null: outside the range. */
function bucketOfOffsets({ rollup }: KnownDelivery, range: DayRange, toBucket: ToBucket) {
  if (rollup === null) throw new TypeError('A delivery that is not added up has no days.');
  const first = daysBetween(rollup.baseDay, range.from);
  const last = daysBetween(rollup.baseDay, range.to);
  const known = new Map<number, number>();
  return (offset: number): number | null => {
    if (offset < first || offset > last) return null;
    const bucket = known.get(offset) ?? toBucket(addDays(rollup.baseDay, offset));
    known.set(offset, bucket);
    return bucket;
  };
}

function addStretch(
  tally: CostTally,
  { one: { stored, delivery, keys }, firstKey }: { one: AskedCut; firstKey: number },
  row: z.infer<typeof daySchema>,
  metric: number,
  bucketOf: (offset: number) => number | null,
): void {
  const keyCount = Math.min(unpack(stored.keys).byteLength / 4 - firstKey, keysPerStretch);
  const days = unpack(row.days);
  const rows = unpack(row.rows);
  const amounts = unpack(row.amounts);
  const untold = row.untold === null ? null : unpack(row.untold);
  const own = new Map(
    keys.filter(({ place }) => place >= firstKey && place < firstKey + keyCount).map((key) => [key.place, key.label]),
  );
  let entry = 0;
  for (let key = 0; key < keyCount; key += 1) {
    const count = days.getUint16(key * 2, true);
    const label = own.get(firstKey + key);
    if (label === undefined) {
      entry += count;
      continue;
    }
    let slot = -1;
    let slotBucket = -1;
    for (const end = entry + count; entry < end; entry += 1) {
      const bucket = bucketOf(days.getUint16((keyCount + entry) * 2, true));
      if (bucket === null) continue;
      if (bucket !== slotBucket) {
        slot = tally.slot({ basis: delivery.basis, currency: stored.currency, label, bucket });
        slotBucket = bucket;
      }
      const untoldRows = untold === null ? 0 : untold.getUint32((entry * costMetrics.length + metric) * 4, true);
      tally.addPacked(slot, amounts, entry * amountBytes, rows.getUint32(entry * 4, true), untoldRows);
    }
  }
}
