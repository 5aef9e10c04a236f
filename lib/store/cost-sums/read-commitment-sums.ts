import type pg from 'pg';
import {
  type BilledCommitment,
  type CommitmentCut,
  type CommitmentMeasure,
  commitmentCuts,
  type OnDemandPrice,
} from '@/lib/domain/cost/commitment-sum';
import { addDays, type DayRange, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { CommitmentTally, type SteppedCommitmentSum } from './commitment-tally';
import type { NamedEntry } from './packed-commitments';
import { readNamedCommitments } from './read-named-commitments';
import {
  readStoredCommitments,
  readSummed,
  type StoredCommitments,
  type WantedCommitments,
} from './stored-commitments';

/** How usage was paid for in a range: over all of it by every cut, and step by step. */
export interface CommitmentSums {
  by: Readonly<Record<CommitmentCut, readonly SteppedCommitmentSum[]>>;
  steps: Readonly<Record<SteppedCut, readonly SteppedCommitmentSum[]>>;
  /** What the bills call their commitments. */
  named: readonly BilledCommitment[];
}

const steppedCuts = ['whole', 'committed'] as const;
type SteppedCut = (typeof steppedCuts)[number];

/** A delivery's sums that are added up: of all its days, or of those in the range. */
interface Asked extends WantedCommitments {
  known: KnownDelivery;
  isStepped: boolean;
}

/**
 * Reads them of deliveries that count. Those that lie in the range as a whole are answered from their sums over all days.
 * `toStep`: of a day, from 0. What is not summed yet is left out.
 */
export async function readCommitmentSums(
  pool: pg.Pool,
  deliveries: readonly KnownDelivery[],
  range: DayRange,
  { price, toStep }: { price: OnDemandPrice; toStep: (day: string) => number },
): Promise<CommitmentSums> {
  const touching = deliveries.filter(
    ({ firstDay, lastDay }) => firstDay !== null && lastDay !== null && firstDay <= range.to && range.from <= lastDay,
  );
  const summed = await readSummed(
    pool,
    touching.map(({ id }) => id),
  );
  const known = touching.flatMap((delivery) => {
    const one = summed.get(delivery.id);
    return one === undefined ? [] : [{ delivery, summed: one }];
  });
  const asked = known.flatMap(({ delivery, summed: one }) => toAsked(delivery, one, range));
  const [stored, named] = await Promise.all([readWithEntries(pool, asked, price), readNamedCommitments(pool, known)]);
  const by = new Map(commitmentCuts.map((cut) => [cut, new CommitmentTally(cut, price)]));
  const steps = new Map(steppedCuts.map((cut) => [cut as CommitmentCut, new CommitmentTally(cut, price)]));
  const stepOf = rememberSteps(range, toStep);
  for (const [index, one] of asked.entries()) {
    const found = stored[index];
    const tally = (one.isStepped ? steps : by).get(one.cut);
    if (found === undefined || found === null || tally === undefined) continue;
    addStored(
      tally,
      one.known,
      found,
      one.isStepped ? stepOf : (day) => (stepOf(day) === undefined ? undefined : null),
    );
  }
  const sumsOf = <Cut extends CommitmentCut>(
    cuts: readonly Cut[],
    tallies: ReadonlyMap<CommitmentCut, CommitmentTally>,
  ) =>
    Object.fromEntries(cuts.map((cut) => [cut, tallies.get(cut)?.sums() ?? []])) as Record<Cut, SteppedCommitmentSum[]>;
  return { by: sumsOf(commitmentCuts, by), steps: sumsOf(steppedCuts, steps), named };
}

/** What is read of a delivery: what was billed stands in one cut alone. */
function toAsked(known: KnownDelivery, delivery: WantedCommitments['delivery'], { from, to }: DayRange): Asked[] {
  const { firstDay, lastDay, coverage } = known;
  const isWhole = firstDay !== null && lastDay !== null && from <= firstDay && lastDay <= to;
  const cuts = coverage === 'billed' ? (['commitment'] as const) : commitmentCuts;
  const stepped = coverage === 'billed' ? [] : steppedCuts;
  return [
    ...cuts
      .filter((cut) => cut !== 'committed')
      .map((cut) => ({ known, delivery, cut, byDay: !isWhole, isStepped: false })),
    ...stepped.map((cut) => ({ known, delivery, cut, byDay: true, isStepped: true })),
  ];
}

/** Stored sums with what each is of: sums by day leave that to those over all days. */
async function readWithEntries(
  pool: pg.Pool,
  asked: readonly Asked[],
  price: OnDemandPrice,
): Promise<(StoredCommitments | null)[]> {
  const entries = asked.filter(({ byDay }) => byDay).map((one) => ({ ...one, byDay: false }));
  const found = await readStoredCommitments(pool, [...asked, ...entries], price);
  let place = asked.length;
  return asked.map(({ byDay }, index) => {
    const stored = found[index] ?? null;
    if (!byDay) return stored;
    const of = found[place++];
    return stored === null || of === null || of === undefined ? null : { ...stored, entries: of.entries };
  });
}

/** The step of a day since 1970; undefined: it is outside the range. */
function rememberSteps(range: DayRange, toStep: (day: string) => number): (day: number) => number | undefined {
  const first = daysBetween('1970-01-01', range.from);
  const steps: number[] = [];
  for (let day = 0; day <= daysBetween(range.from, range.to); day += 1) steps.push(toStep(addDays(range.from, day)));
  return (day) => steps[day - first];
}

function addStored(
  tally: CommitmentTally,
  { basis, coverage }: KnownDelivery,
  stored: StoredCommitments,
  stepOf: (day: number) => number | null | undefined,
): void {
  // Of deliveries that tell a month's costs between them, each cost is taken from the one that tells it.
  const tells = (measure: CommitmentMeasure) =>
    coverage === 'all' || (coverage === 'billed') === (measure === 'billed');
  const add = tally.adderOf(stored, tells);
  const { entries, days } = stored;
  if (days === null) {
    const slotOf = tally.slotsOf(basis, null);
    for (const [place, entry] of entries.entries()) add(slotOf(entry), place);
    return;
  }
  const slotsOfStep = new Map<number | null, (entry: NamedEntry) => number>();
  let place = 0;
  for (const [index, entry] of entries.entries()) {
    const end = place + days.getUint32(index * 4, true);
    let slot: { step: number | null; at: number } | null = null;
    for (; place < end; place += 1) {
      const step = stepOf(days.getUint32((entries.length + place) * 4, true));
      if (step === undefined) continue;
      if (slot === null || slot.step !== step) {
        const slotOf: (entry: NamedEntry) => number = slotsOfStep.get(step) ?? tally.slotsOf(basis, step);
        slotsOfStep.set(step, slotOf);
        slot = { step, at: slotOf(entry) };
      }
      add(slot.at, place);
    }
  }
}
