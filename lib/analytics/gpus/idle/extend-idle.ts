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

function walkBack(
  trend: DeviceTrend,
  from: number,
  stepMs: number,
  byGreatest: boolean,
): { since: number; atLeast: boolean } {
  let since = from;
  for (let index = trend.startsAt.length - 1; index >= 0; index--) {
    const step = stepAt(trend, index);
    if (step === undefined || step.startsAt >= since) continue;
    // The step in which the known stretch begins, or the one right before it.
    if (step.startsAt + stepMs < since) break;
    const share = byGreatest ? step.max : step.sum / step.count;
    if (share >= activeFrom) return { since, atLeast: false };
    since = step.startsAt;
  }
  return { since, atLeast: true };
}
