import type { LinkState } from '@/lib/domain/link/link-facts';
import type { Quality, Sign, Trouble, TroubleKind, TroubleSubject } from '@/lib/domain/link/link-trouble';

/** What is known of a link at a moment. */
export interface LinkNow {
  at: Date;
  state: LinkState;
  /** Since when it has the state, as its source or its course says; null: not told. */
  since: Date | null;
  cause: string | null;
  /** When it fell, of the last hour, in milliseconds since 1970 UTC. */
  falls: readonly number[];
  isFlapping: boolean;
  /** `unclear`: too little is known to say. `usual` holds of the qualities that could be judged, and of no other. */
  quality:
    | { verdict: 'worse'; signs: readonly Sign[]; since: Date }
    | { verdict: 'usual'; judged: readonly Quality[]; since: Date }
    | { verdict: 'unclear' };
  /** Null: it has none, or how they stand is not known. */
  hasLostSpares: boolean | null;
  /** Since when it has lost them, or has one again, as its sources say; null: not told. */
  sparesSince: Date | null;
  /** What it is a part of, or all that it rides on, is down or flaps, and tells of it too. */
  isToldByOthers: boolean;
}

/** A fall within so long after it came back is the same trouble. */
const sameTroubleMs = 3_600_000;

/**
 * The troubles of a link after a look at it, those that are new or changed alone: one that goes on is the same, a fall soon
 * after a recovery is the same, and the third within an hour is flapping. What is not known opens and closes nothing. Where
 * a whole fell with all of its parts the whole tells it, and none of the parts begins to.
 * `known` are those that are open, and the last that closed of each subject.
 */
export function advanceTroubles(known: readonly Trouble[], now: LinkNow): Trouble[] {
  const last = (subject: TroubleSubject) => known.find((trouble) => trouble.subject === subject);
  return [advanceState(last('state'), now), advanceQuality(last('quality'), now), advanceSpares(last('spares'), now)]
    .filter((trouble) => trouble !== null)
    .filter((trouble) => !known.includes(trouble));
}

const open = (subject: TroubleSubject, kind: TroubleKind, openedAt: Date, rest: Partial<Trouble> = {}): Trouble => ({
  subject,
  kind,
  openedAt,
  closedAt: null,
  falls: 1,
  cause: null,
  signs: [],
  ...rest,
});

function advanceState(
  last: Trouble | undefined,
  { at, state, since, cause, falls, isFlapping, isToldByOthers }: LinkNow,
): Trouble | null {
  const isOpen = last !== undefined && last.closedAt === null;
  if (!isOpen && isToldByOthers && state !== 'up') return last ?? null;
  if (isFlapping) {
    const openedAt = new Date(Math.min(...falls));
    const isSame = last !== undefined && (isOpen || isSoonAfter(last, openedAt));
    const begun = isSame && last.openedAt < openedAt ? last.openedAt : openedAt;
    const count = Math.max(falls.length, isSame ? last.falls : 1);
    if (isOpen && last.kind === 'flapping' && last.falls === count) return last;
    return open('state', 'flapping', begun, { falls: count, cause: cause ?? last?.cause ?? null });
  }
  if (state === 'down') {
    if (isOpen && last.kind === 'down') return last;
    // Of one that flapped, a fall is a part of that until an hour was quiet.
    if (isOpen) return last;
    const fell = since ?? at;
    if (last !== undefined && isSoonAfter(last, fell))
      return { ...last, closedAt: null, falls: last.falls + 1, cause: cause ?? last.cause };
    return open('state', 'down', fell, { cause });
  }
  if (!isOpen || (state !== 'up' && state !== 'degraded')) return last ?? null;
  if (last.kind === 'flapping' && falls.length > 0) return last;
  return { ...last, closedAt: endOf(last, since, at) };
}

const isSoonAfter = ({ closedAt }: Trouble, at: Date) =>
  closedAt !== null && at.getTime() - closedAt.getTime() <= sameTroubleMs;

/** When a trouble ended: since when it is well, if that is known and the trouble was before it; else when it was seen. */
function endOf({ openedAt }: Trouble, since: Date | null, at: Date): Date {
  return since !== null && since > openedAt ? since : at;
}

function advanceQuality(last: Trouble | undefined, { at, quality }: LinkNow): Trouble | null {
  const isOpen = last !== undefined && last.closedAt === null;
  if (quality.verdict === 'unclear') return last ?? null;
  if (quality.verdict === 'usual') {
    // What is no longer measured has not become usual.
    const isOver = isOpen && last.signs.every((sign) => quality.judged.includes(sign.quality));
    return isOver ? { ...last, closedAt: endOf(last, quality.since, at) } : (last ?? null);
  }
  const { signs } = quality;
  if (!isOpen) {
    if (last !== undefined && isSoonAfter(last, quality.since)) return { ...last, closedAt: null, signs };
    return open('quality', 'degraded', quality.since, { signs });
  }
  const isSame = signs.map((sign) => sign.quality).join() === last.signs.map((sign) => sign.quality).join();
  return isSame ? last : { ...last, signs };
}

function advanceSpares(last: Trouble | undefined, { at, hasLostSpares, sparesSince }: LinkNow): Trouble | null {
  const isOpen = last !== undefined && last.closedAt === null;
  if (hasLostSpares === null || hasLostSpares === isOpen) return last ?? null;
  if (isOpen) return { ...last, closedAt: endOf(last, sparesSince, at) };
  const lost = sparesSince ?? at;
  if (last !== undefined && isSoonAfter(last, lost)) return { ...last, closedAt: null, falls: last.falls + 1 };
  return open('spares', 'spares-lost', lost);
}
