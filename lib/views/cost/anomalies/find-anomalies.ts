import { createHash } from 'node:crypto';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { AnomalyCause } from '@/lib/domain/cost/anomaly-cause';
import type { FoundRow } from '@/lib/store/cost-anomalies/anomaly-row';
import type { KnownAnomaly } from '@/lib/store/cost-anomalies/read-anomalies';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { toComparedDays } from './compare-days';
import { type Candidate, findCandidates } from './find-candidates';
import { findCause } from './find-cause';
import { findLike } from './find-like';
import { nameCandidates } from './name-candidates';
import { readSlices, type SliceAsk } from './read-slices';
import { daysOf, resolveEvents } from './resolve-events';
import { type Slice, toSliceText } from './slice';
import { takeLargest } from './take-largest';
import { toCourse } from './to-course';

/** What a pass found, and which anomalies of before a later delivery explained away. */
export interface FoundAnomalies {
  found: FoundRow[];
  restated: string[];
  /** How many slices were out beside the largest ones that are looked into. */
  leftOut: number;
  /** How many values were not watched, beside those that cost most. */
  unwatched: number;
}

/** Of each currency and basis so many slices that are out are looked into, the largest: a cause is read from the rows. */
const mostCandidates = 400;

/**
 * Finds the anomalies of all slices whose end lies in `judged`, each thing told once with its cause. Causes are read from the
 * rows only where they were not before, or bills changed since. `isOver`: what is not read until then is left for later.
 */
export async function findAnomalies(
  ask: SliceAsk,
  {
    judged,
    known,
    deliveries,
    isOver,
  }: { judged: DayRange; known: readonly KnownAnomaly[]; deliveries: readonly KnownDelivery[]; isOver: () => boolean },
): Promise<FoundAnomalies> {
  const { slices, unwatched } = await readSlices(ask);
  const all = findCandidates(slices, judged.from);
  const candidates = takeLargest(all, mostCandidates, {
    groupOf: ({ slice: { currency, basis } }) => JSON.stringify([currency, basis]),
    amountOf: ({ found: { impact } }) => impact,
  });
  const before = new Map(known.map((one) => [one.identity, one]));
  const identityOf = nameCandidates(all, known);
  const causes = new Map<Candidate, Cause>();
  const readCause = async (candidate: Candidate): Promise<AnomalyCause | null> => {
    const read =
      causes.get(candidate) ??
      (await readOrKeep(ask, candidate, { kept: before.get(identityOf(candidate)), deliveries, isOver }));
    causes.set(candidate, read);
    return read.cause;
  };
  const isKnown = (candidate: Candidate) => before.get(identityOf(candidate))?.partOf === null;
  const events = await resolveEvents(candidates, { readCause, isKnown });
  const found: FoundRow[] = [];
  for (const { told, parts } of events) {
    await readCause(told);
    found.push(toRow(told, identityOf(told), { partOf: null, cause: causes.get(told), known }));
    for (const part of parts) {
      // Who may see one team or site alone sees its part, and what made that.
      if (part.slice.dimension === 'team' || part.slice.dimension === 'site') await readCause(part);
      found.push(toRow(part, identityOf(part), { partOf: identityOf(told), cause: causes.get(part), known }));
    }
  }
  // What is left out is out all the same, and no bill explained it away.
  const again = new Set(all.map(identityOf));
  const gone = known.filter(({ identity, toDay }) => !again.has(identity) && toDay >= judged.from);
  const sliceOf = new Map(slices.map((slice) => [toSliceText(slice), slice]));
  const restated = gone.filter((one) => isRestated(one, sliceOf.get(toSliceText(one)))).map(({ id }) => id);
  return { found, restated, leftOut: all.length - candidates.length, unwatched };
}

/** A cause and what it was read from; null: it was not read. */
interface Cause {
  cause: AnomalyCause | null;
  causeOf: string | null;
}

async function readOrKeep(
  ask: SliceAsk,
  candidate: Candidate,
  {
    kept,
    deliveries,
    isOver,
  }: { kept: KnownAnomaly | undefined; deliveries: readonly KnownDelivery[]; isOver: () => boolean },
): Promise<Cause> {
  const compared = toComparedDays(candidate);
  if (compared === null) return { cause: null, causeOf: null };
  const days = [...compared.days, ...compared.comparedWith].sort();
  const touching = deliveries.filter(
    ({ firstDay, lastDay }) =>
      firstDay !== null && lastDay !== null && firstDay <= (days.at(-1) ?? '') && (days[0] ?? '') <= lastDay,
  );
  const causeOf = createHash('sha256')
    .update(JSON.stringify([compared, touching.map(({ id }) => id)]))
    .digest('hex');
  if (kept?.causeOf === causeOf) return { cause: kept.cause, causeOf };
  if (isOver()) return { cause: null, causeOf: null };
  return { cause: await findCause(ask, candidate.slice, compared), causeOf };
}

function toRow(
  candidate: Candidate,
  identity: string,
  { partOf, cause, known }: { partOf: string | null; cause: Cause | undefined; known: readonly KnownAnomaly[] },
): FoundRow {
  const { slice, found } = candidate;
  const { from, to } = daysOf(candidate);
  const { points: _points, ...name } = slice;
  const like = findLike(
    candidate,
    known.filter((one) => one.identity !== identity),
  );
  return {
    ...name,
    identity,
    kind: found.kind,
    fromDay: from,
    toDay: to,
    actual: formatAmount(found.actual),
    expected: formatAmount(found.expected.middle),
    expectedLow: formatAmount(found.expected.low),
    expectedHigh: formatAmount(found.expected.high),
    impact: formatAmount(found.impact),
    score: found.score,
    course: toCourse(candidate),
    cause: cause?.cause ?? null,
    causeOf: cause?.causeOf ?? null,
    partOf,
    state: like === null ? 'open' : 'expected',
    expectedBy: like,
  };
}

/** Whether the bills tell other costs of an anomaly's days than they did when it was found. Not known is no other cost. */
function isRestated(anomaly: KnownAnomaly, slice: Slice | undefined): boolean {
  const points = slice?.points.filter(({ from, to }) => anomaly.fromDay <= from && to <= anomaly.toDay) ?? [];
  if (points.length === 0 || points.some(({ amount }) => amount === null)) return false;
  const now = points.reduce((sum, { amount }) => sum + (amount === null ? 0n : amount), 0n);
  return now !== parseAmount(anomaly.actual);
}
