import type { LinkState } from '@/lib/domain/link/link-facts';
import type {
  JudgedSign,
  Quality,
  Trouble,
  TroubleEnd,
  TroubleKind,
  TroubleSubject,
} from '@/lib/domain/link/link-trouble';
import { keepSigns } from './keep-signs';

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
  /** `unclear`: too little is known to say. `judged`: what was judged to be as usual, which says nothing of any other. */
  quality:
    | { verdict: 'worse'; signs: readonly JudgedSign[]; judged: readonly Quality[]; since: Date }
    | { verdict: 'usual'; judged: readonly Quality[]; since: Date }
    | { verdict: 'unclear' };
  /** Null: it has none, or how they stand is not known. */
  hasLostSpares: boolean | null;
  /** Since when it has lost them, or has one again, as its sources say; null: not told. */
  sparesSince: Date | null;
  /** Nothing is named that would stand in for it, or all of that was switched off. */
  hasNoSpares: boolean;
  /** What it is a part of, or all that it rides on, is down or flaps, and tells of it too. */
  isToldByOthers: boolean;
}

/** A fall within so long after it came back is the same trouble. */
const sameTroubleMs = 3_600_000;

/**
 * The troubles of a link after a look at it, those that are new or changed alone: one that goes on is the same, a fall soon
 * after a recovery is the same, and the third within an hour is flapping. What is not known opens and closes nothing; what is
 * switched off ends all. Where a whole fell with all of its parts the whole tells it, and none of the parts begins to.
 * No moment is later than the look: a source's clock may be ahead.
 * `known` are those that are open, and the last that closed of each subject.
 */
export function advanceTroubles(known: readonly Trouble[], look: LinkNow): Trouble[] {
  const now = withoutFuture(look);
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
  endedBy: null,
  ...rest,
});

const close = (trouble: Trouble, endedBy: TroubleEnd, since: Date | null, at: Date): Trouble => ({
  ...trouble,
  closedAt: endOf(trouble, since, at),
  endedBy,
});

const reopen = (trouble: Trouble): Trouble => ({ ...trouble, closedAt: null, endedBy: null });

function withoutFuture(now: LinkNow): LinkNow {
  const { at, since, sparesSince, falls, quality } = now;
  const past = (moment: Date | null) => (moment !== null && moment > at ? at : moment);
  return {
    ...now,
    since: past(since),
    sparesSince: past(sparesSince),
    falls: falls.map((fall) => Math.min(fall, at.getTime())),
    quality: quality.verdict === 'unclear' || quality.since <= at ? quality : { ...quality, since: at },
  };
}

function advanceState(
  last: Trouble | undefined,
  { at, state, since, cause, falls, isFlapping, isToldByOthers }: LinkNow,
): Trouble | null {
  const isOpen = last !== undefined && last.closedAt === null;
  if (state === 'disabled') return isOpen ? close(last, 'disabled', since, at) : (last ?? null);
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
      return { ...reopen(last), falls: last.falls + 1, cause: cause ?? last.cause };
    return open('state', 'down', fell, { cause });
  }
  if (!isOpen || (state !== 'up' && state !== 'degraded')) return last ?? null;
  if (last.kind === 'flapping' && falls.length > 0) return last;
  return close(last, 'recovered', since, at);
}

const isSoonAfter = ({ closedAt }: Trouble, at: Date) =>
  closedAt !== null && at.getTime() - closedAt.getTime() <= sameTroubleMs;

/** When a trouble ended: since when it is well, if that is known and the trouble was before it; else when it was seen. */
function endOf({ openedAt }: Trouble, since: Date | null, at: Date): Date {
  if (since !== null && since > openedAt) return since;
  return at > openedAt ? at : openedAt;
}

function advanceQuality(last: Trouble | undefined, { at, state, since, quality }: LinkNow): Trouble | null {
  const isOpen = last !== undefined && last.closedAt === null;
  if (state === 'disabled') return isOpen ? close(last, 'disabled', since, at) : (last ?? null);
  if (quality.verdict === 'unclear') return last ?? null;
  if (quality.verdict === 'usual') {
    // What is no longer measured has not become usual, but where it was so before.
    const isOver = isOpen && last.signs.every((sign) => sign.until !== null || quality.judged.includes(sign.quality));
    return isOver ? close(last, 'recovered', quality.since, at) : (last ?? null);
  }
  const isSame = last !== undefined && (isOpen || isSoonAfter(last, quality.since));
  const signs = keepSigns(isSame ? last.signs : [], quality, at);
  if (!isSame) return open('quality', 'degraded', quality.since, { signs });
  return isOpen && signs === last.signs ? last : { ...reopen(last), signs };
}

function advanceSpares(
  last: Trouble | undefined,
  { at, state, since, hasLostSpares, sparesSince, hasNoSpares }: LinkNow,
): Trouble | null {
  if (last === undefined || last.closedAt !== null) {
    if (hasLostSpares !== true) return last ?? null;
    const lost = sparesSince ?? at;
    if (last !== undefined && isSoonAfter(last, lost)) return { ...reopen(last), falls: last.falls + 1 };
    return open('spares', 'spares-lost', lost);
  }
  if (state === 'disabled') return close(last, 'disabled', since, at);
  if (hasNoSpares) return close(last, 'no-spares', null, at);
  if (hasLostSpares !== false) return last;
  return close(last, state === 'down' || state === 'provisioning' ? 'not-carrying' : 'recovered', sparesSince, at);
}
