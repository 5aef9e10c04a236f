import type { Draws } from '../draws';
import type { GpuWork } from './device';

/** What people hold devices for. */
export type GpuPurpose = 'training' | 'serving' | 'notebook';

/** What comes of it: some hold a device and do nothing with it, with memory filled or empty; of notebooks, most. */
export function drawWork(draws: Draws, purpose: GpuPurpose): GpuWork {
  const chance = draws.fraction();
  const [held, empty] = purpose === 'notebook' ? [0.4, 0.3] : [0.06, 0.05];
  if (chance < held) return 'held-idle';
  if (chance < held + empty) return 'empty-idle';
  return purpose === 'training' ? 'training' : 'serving';
}
