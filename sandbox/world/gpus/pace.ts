import { drawsOf } from '../draws';
import type { GpuPart, GpuWork } from './device';

/** How a holding works its device. Every share is of the time; `busy` never leaves 0 to 1, so it needs no cutting. */
export interface Pace {
  level: number;
  swing: number;
  periodMs: number;
  phase: number;
  ripple: number;
  /** While it is busy: the share in which a multiprocessor has work, the tensor pipe and the memory interface are busy. */
  sm: number;
  tensor: number;
  bandwidth: number;
  /** Memory held, of what the part has. */
  memory: number;
}

const dayMs = 86_400_000;
const rippleMs = 97_000;
const turn = 2 * Math.PI;
/** Load of what people use peaks at two in the afternoon. */
const peakPhase = turn * (0.25 - 14 / 24);

const idle = { level: 0, swing: 0, periodMs: dayMs, phase: 0, ripple: 0, sm: 0, tensor: 0, bandwidth: 0 };

/** What nobody holds. */
export const nothing: Pace = { ...idle, memory: 0.005 };

/** The pace of a holding, fixed by the seed. */
export function paceOf(seed: string, device: string, { key, work }: Pick<GpuPart, 'key' | 'work'>): Pace {
  const draws = drawsOf(seed, 'gpu-pace', device, key);
  const between = (low: number, high: number) => low + draws.fraction() * (high - low);
  const byWork: Record<GpuWork, () => Pace> = {
    training: () => {
      // Some wait for their data: kernels run all the time, and little of the device works.
      const isStarved = draws.chance(0.1);
      return {
        level: between(0.8, 0.92),
        swing: 0.05,
        periodMs: draws.integer(40, 260) * 60_000,
        phase: between(0, turn),
        ripple: 0.03,
        sm: isStarved ? between(0.22, 0.34) : between(0.82, 0.95),
        tensor: isStarved ? between(0.03, 0.07) : between(0.38, 0.58),
        bandwidth: isStarved ? between(0.1, 0.2) : between(0.36, 0.6),
        memory: between(0.7, 0.94),
      };
    },
    serving: () => ({
      level: between(0.4, 0.46),
      swing: 0.33,
      periodMs: dayMs,
      phase: peakPhase + between(-0.4, 0.4),
      ripple: 0.05,
      sm: between(0.5, 0.75),
      tensor: between(0.12, 0.3),
      bandwidth: between(0.4, 0.7),
      memory: between(0.55, 0.9),
    }),
    'held-idle': () => ({ ...idle, memory: between(0.35, 0.85) }),
    'empty-idle': () => ({ ...idle, memory: 0.006 }),
  };
  return byWork[work]();
}

/** The share of time in which a kernel runs, at an instant: 0 to 1. */
export function busyAt({ level, swing, periodMs, phase, ripple }: Pace, ms: number): number {
  if (level === 0) return 0;
  return level + swing * Math.sin((ms / periodMs) * turn + phase) + ripple * Math.sin((ms / rippleMs) * turn + phase);
}

/** Seconds of being busy between two instants: the integral of `busyAt`, so that counters agree with gauges. */
export function busySecondsBetween(pace: Pace, fromMs: number, toMs: number): number {
  const { level, swing, periodMs, phase, ripple } = pace;
  if (level === 0) return 0;
  const wave = (length: number) =>
    (length / turn) * (Math.cos((fromMs / length) * turn + phase) - Math.cos((toMs / length) * turn + phase));
  return (level * (toMs - fromMs) + swing * wave(periodMs) + ripple * wave(rippleMs)) / 1000;
}
