import type pg from 'pg';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
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
import { keysPerStretch } from './packed-cut';
import {
  type RolledDelivery,
  readStoredCuts,
  readStoredDays,
  readVersions,
  type StoredCut,
  type StoredDays,
} from './stored-cuts';

/** The label that a key counts for; undefined: it is not asked for. */
type AskedLabel = string | null | undefined;

/** A cut of one delivery, with those of its keys that are asked for. */
interface AskedCut {
  stored: StoredCut;
  delivery: KnownDelivery;
  rolled: RolledDelivery;
  /** Key by key. */
  labels: readonly AskedLabel[];
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

async function readCuts(
  pool: pg.Pool,
  question: CostQuestion,
  cut: CostCut,
  deliveries: readonly KnownDelivery[],
  labels: ReadonlySet<string | null> | null,
): Promise<AskedCut[]> {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const rolledById = new Map((await readVersions(pool, [...byId.keys()])).map((rolled) => [rolled.id, rolled]));
  const withinValues = cut.within === null ? null : onlyValues(question, cut.within);
  const rolled = [...byId.keys()].flatMap((id) => rolledById.get(id) ?? []);
  const found = await readStoredCuts(pool, rolled, cut, withinValues, question.metric);
  return found.flatMap(({ deliveryId, cuts }) => {
    const delivery = byId.get(deliveryId);
    const version = rolledById.get(deliveryId);
    if (delivery === undefined || version === undefined) return [];
    return cuts.map((stored) => ({
      stored,
      delivery,
      rolled: version,
      labels: pickKeys(question, cut, stored, labels),
    }));
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
  stored: StoredCut,
  labels: ReadonlySet<string | null> | null,
): readonly AskedLabel[] {
  const toValue = (dimension: CostDimension, key: string | null) => {
    if (dimension === cut.dimension) return key;
    if (dimension === cut.within) return stored.withinValue;
    if (dimension === 'provider') return stored.provider;
    if (dimension === 'currency') return stored.currency;
    throw new RangeError(`The cut does not hold ${dimension}.`);
  };
  const { dimension } = question;
  const isAsked = (key: string | null) => isAskedFor(question, (asked) => toValue(asked, key));
  // A cut has thousands of keys: what does not depend on the key is found out once.
  const dependsOnKey = dimensionsOf({ ...question, dimension: null }).includes(cut.dimension);
  if (!dependsOnKey && !isAsked(null)) return [];
  const isByKey = dimension === cut.dimension;
  const same = dimension === null || isByKey ? null : toValue(dimension, null);
  if (!isByKey && labels !== null && !labels.has(same)) return [];
  if (isByKey && !dependsOnKey && labels === null) return stored.keys;
  return stored.keys.map((key) => {
    if (isByKey && labels !== null && !labels.has(key)) return undefined;
    if (dependsOnKey && !isAsked(key)) return undefined;
    return isByKey ? key : same;
  });
}

function addKeys(tally: CostTally, { stored, delivery, labels }: AskedCut, { metric }: CostQuestion): void {
  const place = costMetrics.indexOf(metric);
  const { rows, amounts, untold, currency } = stored;
  const slotOf = tally.slotsOf({ basis: delivery.basis, currency, bucket: 0 });
  for (const [key, label] of labels.entries()) {
    if (label === undefined) continue;
    const untoldRows = untold === null ? 0 : untold.getUint32((key * costMetrics.length + place) * 4, true);
    tally.addPacked(slotOf(label), amounts, key, rows.getUint32(key * 4, true), untoldRows);
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
    const firsts = new Set<number>();
    for (const [place, label] of one.labels.entries())
      if (label !== undefined) firsts.add(place - (place % keysPerStretch));
    return [...firsts].map((firstKey) => ({
      one,
      delivery: one.rolled,
      position: one.stored.position,
      firstKey,
    }));
  });
  const metric = costMetrics.indexOf(question.metric);
  const toBucketOnce = rememberBuckets(toBucket);
  const bucketsOf = new Map<KnownDelivery, (offset: number) => number | null>();
  for (const [index, days] of (await readStoredDays(pool, stretches, question.metric)).entries()) {
    const stretch = stretches[index];
    if (stretch === undefined) throw new RangeError('An answer without a question.');
    const { delivery } = stretch.one;
    const bucketOf = bucketsOf.get(delivery) ?? bucketOfOffsets(delivery, range, toBucketOnce);
    bucketsOf.set(delivery, bucketOf);
    addStretch(tally, stretch, days, metric, bucketOf);
  }
}

/** By the day's number since 1970: months of several deliveries share their days. */
function rememberBuckets(toBucket: ToBucket): (dayNumber: number) => number {
  const known = new Map<number, number>();
  return (dayNumber) => {
    const bucket = known.get(dayNumber) ?? toBucket(addDays('1970-01-01', dayNumber));
    known.set(dayNumber, bucket);
    return bucket;
  };
}

/** The bucket of a day by how many days it lies after the delivery's base day; null: outside the range. */
function bucketOfOffsets({ rollup }: KnownDelivery, range: DayRange, toBucket: (dayNumber: number) => number) {
  if (rollup === null) throw new TypeError('A delivery that is not added up has no days.');
  const first = daysBetween(rollup.baseDay, range.from);
  const last = daysBetween(rollup.baseDay, range.to);
  const base = daysBetween('1970-01-01', rollup.baseDay);
  const known: number[] = [];
  return (offset: number): number | null => {
    if (offset < first || offset > last) return null;
    const bucket = known[offset] ?? toBucket(base + offset);
    known[offset] = bucket;
    return bucket;
  };
}

function addStretch(
  tally: CostTally,
  { one: { stored, delivery, labels }, firstKey }: { one: AskedCut; firstKey: number },
  { days, rows, amounts, untold }: StoredDays,
  metric: number,
  bucketOf: (offset: number) => number | null,
): void {
  const keyCount = Math.min(stored.keys.length - firstKey, keysPerStretch);
  const slotsOf: ((label: string | null) => number)[] = [];
  const slotsOfBucket = (bucket: number) => {
    const slots = slotsOf[bucket] ?? tally.slotsOf({ basis: delivery.basis, currency: stored.currency, bucket });
    slotsOf[bucket] = slots;
    return slots;
  };
  let entry = 0;
  for (let key = 0; key < keyCount; key += 1) {
    const count = days.getUint16(key * 2, true);
    const label = labels[firstKey + key];
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
        slot = slotsOfBucket(bucket)(label);
        slotBucket = bucket;
      }
      const untoldRows = untold === null ? 0 : untold.getUint32((entry * costMetrics.length + metric) * 4, true);
      tally.addPacked(slot, amounts, entry, rows.getUint32(entry * 4, true), untoldRows);
    }
  }
}
