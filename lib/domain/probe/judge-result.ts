import type { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { unpackSketch } from '@/lib/domain/link/sketch/pack-sketch';
import { aheadToleratedMs, oldestResultMs, type ProbeMinute } from './probe';

const minuteMs = 60_000;
/** No round trip is longer than the longest time-out, give or take a late look at the clock. */
const longestRoundTripNs = 15_000_000_000;

/** Why what an agent measured is not taken. */
export type ResultRefusal = 'future' | 'too-old' | 'not-in-plan' | 'implausible';

/** Whether what an agent says it measured can be; null: it can. `kinds`: of the targets of its site, by id. */
export function judgeResult(
  result: ProbeMinute,
  kinds: ReadonlyMap<string, 'round-trip' | 'throughput'>,
  now: Date,
): ResultRefusal | null {
  const at = result.minute.getTime();
  const kind = kinds.get(result.target);
  if (kind === undefined) return 'not-in-plan';
  if (at % minuteMs !== 0) return 'implausible';
  if (at > now.getTime() + aheadToleratedMs) return 'future';
  if (at < now.getTime() - oldestResultMs) return 'too-old';
  return isPlausible(result, kind) ? null : 'implausible';
}

function isPlausible(result: ProbeMinute, kind: 'round-trip' | 'throughput'): boolean {
  const { sent, lost, failed, fault, jitterPairs, jitterSumNs } = result;
  const answered = sent - lost;
  if (answered < 0 || sent + failed === 0 || failed > 0 !== (fault !== null)) return false;
  if (jitterPairs > Math.max(0, answered) || (jitterPairs === 0 && jitterSumNs > 0)) return false;
  const sketch = readSketch(result.sketch);
  if (sketch === 'malformed') return false;
  if (sketch === null) return answered === 0;
  const tooLong = kind === 'round-trip' && (sketch.max ?? Number.POSITIVE_INFINITY) > longestRoundTripNs;
  const jitterFits = jitterSumNs <= jitterPairs * longestRoundTripNs && (kind === 'round-trip' || jitterPairs === 0);
  return sketch.count === answered && !tooLong && jitterFits;
}

function readSketch(packed: Uint8Array | null): LogSketch | 'malformed' | null {
  if (packed === null) return null;
  try {
    return unpackSketch(packed);
  } catch (error) {
    if (error instanceof RangeError) return 'malformed';
    throw error;
  }
}
