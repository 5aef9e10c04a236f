import { activeFrom } from '../busy';
import { type DeviceTrend, stepAt } from '../rolled-columns';
import type { Idleness } from './find-idle';

/**
 * Looks further back since when a device does nothing, by series in steps of `stepMs` that reach back further. A step of
 * five minutes is judged by its mean, as the last quarter of an hour was; of a longer one no sample may reach the bound, so
 * that `since` is never earlier than it should be. It stays `sinceAtLeast` where the series end, or have a hole.
 */
export function extendIdle(
  idleness: Idleness,
  trends: readonly DeviceTrend[],
  stepMs: number,
  fineStepMs: number,
): Idleness {
  const own = trends.filter(({ metric }) => metric === idleness.metric);
  if (!idleness.sinceAtLeast || own.length === 0) return idleness;
  let since = Number.NEGATIVE_INFINITY;
  let atLeast = false;
  for (const trend of own) {
    const found = walkBack(trend, idleness.since.getTime(), stepMs, stepMs > fineStepMs);
    if (found.since > since) [since, atLeast] = [found.since, found.atLeast];
  }
  const { heldSince } = idleness;
  if (heldSince !== null && heldSince.getTime() > since) return { ...idleness, since: heldSince, sinceAtLeast: false };
  return { ...idleness, since: new Date(since), sinceAtLeast: atLeast };
}

/** Shares of the fullest step's samples from which a step was measured all through. */
const fineCover = 0.5;
const coarseCover = 0.9;

/** A long step may have been measured in its end alone where the one before it was not measured. */
function walkBack(
  trend: DeviceTrend,
  from: number,
  stepMs: number,
  isCoarse: boolean,
): { since: number; atLeast: boolean } {
  const fullest = Math.max(0, ...Array.from(trend.count));
  let since = from;
  for (let index = trend.startsAt.length - 1; index >= 0; index--) {
    const step = stepAt(trend, index);
    if (step === undefined || step.startsAt >= since) continue;
    // The step in which the known stretch begins, or the one right before it.
    if (step.startsAt + stepMs < since) break;
    const share = isCoarse ? step.max : step.sum / step.count;
    if (share >= activeFrom) return { since, atLeast: false };
    const isEntered = stepAt(trend, index - 1)?.startsAt === step.startsAt - stepMs;
    const cover = isCoarse ? coarseCover : fineCover;
    // The newest step is not over yet.
    const isCovered = index === trend.startsAt.length - 1 || step.count >= cover * fullest;
    if (!isCovered || (isCoarse && !isEntered)) break;
    since = step.startsAt;
  }
  return { since, atLeast: true };
}
