import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import { causeDimensions } from '@/lib/domain/cost/anomaly';
import type { AnomalyCause, CauseStep } from '@/lib/domain/cost/anomaly-cause';
import type { Candidate } from './find-candidates';
import { toBook } from './slice';

/** One thing that happened: the anomaly that tells it, and those of other slices that tell the same money. */
export interface CostEvent {
  told: Candidate;
  parts: Candidate[];
}

/** What it takes to tell which anomalies are the same money. */
interface EventFacts {
  /** Null: there are no days to compare with, or it is not read. */
  readCause: (candidate: Candidate) => Promise<AnomalyCause | null>;
  /** Whether it was told by itself before: what people know goes on under its name. */
  isKnown: (candidate: Candidate) => boolean;
}

/** In hundredths: so much of a slice's impact lies within another for both to be one; so much is the whole of it. */
const sameMoney = 60n;
const nearlyAll = 80n;

/** Which slice tells a thing best, where several tell about the same money. */
const tellsBest = ['service', 'charge-category', 'account', 'team', 'gpu-model', 'region', 'site', 'provider'];

/**
 * Tells each thing once. From the largest down, anomalies of other dimensions on the same days are the same money when most
 * of their impact is found in its drill-down. One that is spread over several anomalies of another dimension is theirs.
 */
export async function resolveEvents(candidates: readonly Candidate[], facts: EventFacts): Promise<CostEvent[]> {
  const open = candidates.toSorted((one, other) => compareSizes(other, one));
  const events: CostEvent[] = [];
  const aside: { candidate: Candidate; parts: Candidate[] }[] = [];
  for (let largest = open.shift(); largest !== undefined; largest = open.shift()) {
    const candidate = largest;
    const others = open.filter((other) => mayBeSame(candidate, other));
    const cause = others.length === 0 ? null : await facts.readCause(candidate);
    const isOf = others.map((other) => ({ other, part: partWithin(cause, other) }));
    const split = cause === null || cause.path.some((step) => isTelling(step, cause)) ? null : findSplit(cause, isOf);
    if (split !== null) {
      aside.push({ candidate, parts: split });
      continue;
    }
    const parts = isOf.flatMap(({ other, part }) => (isSameMoney(candidate, other, part) ? [other] : []));
    for (const part of parts) open.splice(open.indexOf(part), 1);
    events.push(chooseTold([candidate, ...parts], facts));
  }
  for (const { candidate, parts } of aside) {
    const event = events.find(({ told, parts: own }) => parts.some((part) => part === told || own.includes(part)));
    if (event === undefined) events.push({ told: candidate, parts: [] });
    else event.parts.push(candidate);
  }
  return events;
}

const sizeOf = (amount: Amount) => (amount < 0n ? -amount : amount);

function compareSizes({ found: one, slice: ofOne }: Candidate, { found: other, slice: ofOther }: Candidate): number {
  const [left, right] = [sizeOf(one.impact), sizeOf(other.impact)];
  if (left !== right) return left < right ? -1 : 1;
  return JSON.stringify([ofOther.dimension, ofOther.value]) < JSON.stringify([ofOne.dimension, ofOne.value]) ? -1 : 1;
}

/** Values of one dimension never share money. */
function mayBeSame(one: Candidate, other: Candidate): boolean {
  if (toBook(one.slice) !== toBook(other.slice) || one.slice.metric !== other.slice.metric) return false;
  if (one.slice.dimension === other.slice.dimension) return false;
  const [a, b] = [daysOf(one), daysOf(other)];
  return one.found.impact > 0n === other.found.impact > 0n && a.from <= b.to && b.from <= a.to;
}

export function daysOf({ slice: { points }, found: { first, last } }: Candidate): { from: string; to: string } {
  const [start, end] = [points[first], points[last]];
  if (start === undefined || end === undefined) throw new RangeError('An anomaly lies within its slice.');
  return { from: start.from, to: end.to };
}

/** How much of a cause's change a slice's value makes; null: it is not told. */
function partWithin(cause: AnomalyCause | null, { slice: { dimension, value } }: Candidate): Amount | null {
  if (cause === null) return null;
  if (dimension === 'provider') return parseAmount(cause.whole.change);
  const known = causeDimensions.find((one) => one === dimension);
  const breakdown = cause.dimensions.find((one) => one.dimension === known);
  const shown = breakdown?.shown.find((one) => one.value === value);
  return shown === undefined ? null : parseAmount(shown.change);
}

function isSameMoney(candidate: Candidate, other: Candidate, part: Amount | null): boolean {
  const impact = other.found.impact;
  if (part !== null) return sizeOf(part) * 100n >= sizeOf(impact) * sameMoney && part > 0n === impact > 0n;
  // What no drill-down tells, such as a site, is the same when it is about as large.
  const isTold = causeDimensions.some((dimension) => dimension === other.slice.dimension);
  return !isTold && sizeOf(impact) * 100n >= sizeOf(candidate.found.impact) * nearlyAll;
}

/** Whether a value explains more than it is of all costs anyway: where all stands in one region, that tells nothing. */
function isTelling(step: CauseStep, { whole }: AnomalyCause): boolean {
  const [part, all] = [parseAmount(step.before), parseAmount(whole.before)];
  return part === null || all === null || sizeOf(part) * 100n < sizeOf(all) * nearlyAll || all === 0n;
}

/** Several anomalies of one dimension that explain nearly all of a change; null: there are none. */
function findSplit(
  cause: AnomalyCause,
  isOf: readonly { other: Candidate; part: Amount | null }[],
): Candidate[] | null {
  const whole = parseAmount(cause.whole.change);
  if (whole === null) return null;
  for (const group of Map.groupBy(isOf, ({ other }) => other.slice.dimension).values()) {
    const told = group.flatMap(({ other, part }) => (part === null ? [] : [{ other, part }]));
    const sum = told.reduce((total, { part }) => total + part, 0n);
    const isAll = sizeOf(sum) * 100n >= sizeOf(whole) * nearlyAll && sum > 0n === whole > 0n;
    if (told.length > 1 && isAll) return told.map(({ other }) => other);
  }
  return null;
}

/** What is known already goes on; else the one that tells it best, of those that tell nearly all of it. */
function chooseTold(members: readonly Candidate[], { isKnown }: EventFacts): CostEvent {
  const [largest] = members;
  if (largest === undefined) throw new RangeError('An event has an anomaly.');
  const rankOf = ({ slice }: Candidate) => tellsBest.indexOf(slice.dimension);
  const able = members.filter(({ found }) => sizeOf(found.impact) * 100n >= sizeOf(largest.found.impact) * nearlyAll);
  const told = members.find(isKnown) ?? able.toSorted((one, other) => rankOf(one) - rankOf(other))[0] ?? largest;
  return { told, parts: members.filter((member) => member !== told) };
}
