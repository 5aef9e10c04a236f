import type { DeviceTrend, RolledColumns } from '../rolled-columns';
import { stepAt } from '../rolled-columns';

/** That a driver reported an XID. */
export interface XidEvent {
  xid: number;
  /** When the sample was taken that told it first, or where its step starts. */
  at: Date;
  /** Nobody measured from then until `at`: it happened in between. Null: there was no such hole, or it was set before. */
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
 * least and the greatest stay unknown; what several sources tell of one device within ten minutes is one event.
 */
export function findXidEvents(trends: readonly DeviceTrend[], from: Date, stepMs: number): XidEvent[] {
  const found = trends
    .filter(({ metric }) => metric === 'gpu.xid')
    .map((trend) =>
      trend.attributes.code === undefined ? ofGauge(trend, from, stepMs) : ofCount(trend, from, stepMs),
    );
  const events = found.flat().sort((one, other) => one.at.getTime() - other.at.getTime());
  const kept: XidEvent[] = [];
  for (const event of events) if (!kept.some((other) => isSame(event, other, stepMs))) kept.push(event);
  return found.length > 1 ? kept.reverse() : events.reverse();
}

function isSame(one: XidEvent, other: XidEvent, stepMs: number): boolean {
  if (one.xid !== other.xid || one.isSetBefore !== other.isSetBefore) return false;
  return one.isSetBefore || one.at.getTime() - other.at.getTime() <= Math.max(sameWithinMs, stepMs);
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
