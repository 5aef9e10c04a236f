import type { DeviceTrend, RolledColumns } from '../rolled-columns';
import { stepAt } from '../rolled-columns';

/** That a driver reported an XID. */
export interface XidEvent {
  xid: number;
  /** When the sample was taken that told it first, or where its step starts. */
  at: Date;
  /**
   * Nobody measured from then until `at`: it happened in between. Null: there was no such hole, it was set before, or its
   * series counts one code and cannot tell: it happened at `at`, or in a hole before.
   */
  after: Date | null;
  /** It stood there already when what was looked at begins: when it happened is not known. */
  isSetBefore: boolean;
  /** Its series begins well after what was looked at does: it stood there then, and may have happened in between. */
  isFromHole: boolean;
}

/** From so long on without samples a change may have come at any time. */
const holeMs = 5 * 60_000;
/** For how long DCGM's exporter goes on counting an XID, in milliseconds, unless it was told otherwise. */
const countedForMs = 5 * 60_000;
/** A series that begins so much later than what is looked at, or a step, has not been measured all through. */
const beginsWithinMs = 5 * 60_000;
/** Two sources of one device rarely read it at the same moment. */
const sameWithinMs = 10 * 60_000;

/**
 * The XIDs of one device, newest first, from its `gpu.xid` series: samples (steps of 0 ms) or roll-ups. A gauge is sticky, so
 * a change of its code is an event, and coming back after a hole with the same code is none. A series of one `code` has
 * samples only while it is counted, so each run of them is an event. Of several codes within one step those between the
 * least and the greatest stay unknown. What several sources tell of one device within ten minutes is one event; what happened
 * in a hole of one is what another saw then.
 */
export function findXidEvents(trends: readonly DeviceTrend[], from: Date, stepMs: number): XidEvent[] {
  const found = trends
    .filter(({ metric }) => metric === 'gpu.xid')
    .map((trend) =>
      trend.attributes.code === undefined ? ofGauge(trend, from, stepMs) : ofCount(trend, from, stepMs),
    );
  const [only = [], other] = found;
  const events = other === undefined ? only : toldOnce(found, stepMs);
  return events.toSorted((one, next) => one.at.getTime() - next.at.getTime()).reverse();
}

/** What several series tell, each event once: of those that tell one, whichever knows best when it happened. */
function toldOnce(found: readonly (readonly XidEvent[])[], stepMs: number): XidEvent[] {
  const all = found.flatMap((events, series) => events.map((event) => ({ event, series })));
  const kept: { event: XidEvent; tellers: Set<number> }[] = [];
  const byCertainty = (one: XidEvent, next: XidEvent) =>
    one.at.getTime() - startOf(one) - (next.at.getTime() - startOf(next)) || one.at.getTime() - next.at.getTime();
  for (const { event, series } of all.sort((one, next) => byCertainty(one.event, next.event))) {
    // What one series tells twice happened twice.
    const same = kept.find((one) => !one.tellers.has(series) && isSame(event, one.event, stepMs));
    if (same === undefined) kept.push({ event, tellers: new Set([series]) });
    else same.tellers.add(series);
  }
  return kept.map(({ event }) => event);
}

/** Whether both may have happened at one time, as far as clocks and sources agree on it. */
function isSame(one: XidEvent, other: XidEvent, stepMs: number): boolean {
  if (one.xid !== other.xid || one.isSetBefore !== other.isSetBefore) return false;
  const withinMs = Math.max(sameWithinMs, stepMs);
  const isNear = (early: XidEvent, late: XidEvent) => startOf(late) - early.at.getTime() <= withinMs;
  return one.isSetBefore || (isNear(one, other) && isNear(other, one));
}

/** The earliest that it may have happened, in milliseconds; of what was set before, when it was seen. */
function startOf({ after, at }: XidEvent): number {
  return (after ?? at).getTime();
}

/** Of an event of which it is known when it happened. */
const known = { after: null, isSetBefore: false, isFromHole: false } as const;

/** The gauge reads 0 until the driver reports its first XID. */
function ofGauge(columns: RolledColumns, from: Date, stepMs: number): XidEvent[] {
  const events: XidEvent[] = [];
  const wholeUntil = from.getTime() + Math.max(stepMs, beginsWithinMs);
  let before: readonly number[] | null = null;
  let endedAt: number | null = null;
  // A code that stood before a step in which the driver started anew: whether it came again, the next step tells.
  let unsettled: { xid: number; startsAt: number } | null = null;
  for (let index = 0; index < columns.startsAt.length; index++) {
    const step = stepAt(columns, index);
    if (step === undefined) break;
    const { min, max, startsAt } = step;
    if (unsettled !== null && (min === unsettled.xid || max === unsettled.xid))
      events.push({ ...known, xid: unsettled.xid, at: new Date(unsettled.startsAt) });
    unsettled = null;
    const after: Date | null = endedAt !== null && startsAt - endedAt > holeMs ? new Date(endedAt) : null;
    for (const xid of min === max ? [min] : [min, max]) {
      if (xid <= 0) continue;
      if (before?.includes(xid)) {
        if (min === 0 && !before.includes(0)) unsettled = { xid, startsAt };
      } else {
        const isFirst = before === null;
        events.push({
          xid,
          at: new Date(startsAt),
          after,
          isSetBefore: isFirst,
          isFromHole: isFirst && startsAt > wholeUntil,
        });
      }
    }
    before = min === max ? [min] : [min, max];
    endedAt = startsAt + stepMs;
  }
  return events;
}

function ofCount(columns: RolledColumns, from: Date, stepMs: number): XidEvent[] {
  const events: XidEvent[] = [];
  let endedAt = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < columns.startsAt.length; index++) {
    const step = stepAt(columns, index);
    if (step === undefined) break;
    const { startsAt, max } = step;
    if (startsAt - endedAt >= countedForMs)
      events.push({
        xid: max,
        ...known,
        at: new Date(startsAt),
        isSetBefore: startsAt < from.getTime() + countedForMs,
      });
    endedAt = startsAt + stepMs;
  }
  return events;
}
