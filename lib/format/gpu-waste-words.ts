import type { GpuRunOutcome } from '@/lib/domain/cost/gpu-run';
import type { GpuCostPart, GpuUseState, GpuWasteKey } from '@/lib/domain/cost/gpu-use';
import { nameCostValue } from './cost-words';

/** What each part of the GPU bill is. `state`: what the time of it is among listed devices; null: none of that. */
export const gpuPartWords: Record<GpuCostPart, { title: string; says: string; state: GpuUseState | null }> = {
  useful: { title: 'Useful', says: 'Busy, and not known to be thrown away.', state: 'useful' },
  'thrown-away': {
    title: 'Thrown away',
    says: 'Busy for an attempt that failed, was preempted or was started anew, less what a checkpoint kept.',
    state: 'thrown-away',
  },
  idle: {
    title: 'Allocated and idle',
    says: 'Somebody had it, and it stayed under 5 % busy for a quarter of an hour or longer.',
    state: 'idle',
  },
  'not-allocated': { title: 'Not allocated', says: 'Nobody had it.', state: 'not-allocated' },
  'not-listed': {
    title: 'Not used or not listed',
    says: 'Bought ahead, reserved and not used, or of no listed device: more GPU-hours on the bill than the inventories have.',
    state: null,
  },
  'not-measured': {
    title: 'Not measured',
    says: 'Billed, but nobody knows what became of it: not measured, or not accounted.',
    state: 'unknown',
  },
};

/** What each key is called. */
export const gpuWasteKeyWords: Record<GpuWasteKey, { title: string; none: string }> = {
  team: { title: 'Team', none: 'No team' },
  site: { title: 'Site', none: 'No site' },
  provider: { title: 'Provider', none: 'No provider told' },
  'gpu-model': { title: 'GPU model', none: 'No model told' },
};

/** A value of a key as people read it; null: none. */
export function nameGpuWasteValue(key: GpuWasteKey, value: string | null): string {
  return value === null ? gpuWasteKeyWords[key].none : nameCostValue(key, value);
}

/** How an attempt ended, in a word. */
export const gpuRunOutcomeWords: Record<GpuRunOutcome, string> = {
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  preempted: 'Preempted',
  restarted: 'Started anew',
  cancelled: 'Cancelled',
  unknown: 'Vanished',
};

const hours = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Time of devices in GPU-hours: `1,204.5`. */
export function formatGpuHours(ms: number): string {
  return hours.format(ms / 3_600_000);
}
