import { activeFrom } from '../gpus/busy';
import { idleForMs } from '../gpus/idle/idle-rule';
import { useStepMs } from './use-steps';

/** What is known of a device in one step. */
export interface DeviceStep {
  /** Who has it, the same text as long as they do; `free`: nobody. Null: not known. */
  holder: string | null;
  /** How busy it was on average, from 0 to 1; null: nobody measured it. */
  share: number | null;
}

/** The holder of a device that nobody has. */
export const free = 'free';

/** What a device did in a step. `busy`: held and not idle, though perhaps quiet for less than a quarter of an hour. */
export type StepUse = 'not-allocated' | 'idle' | 'busy' | 'unknown';

const idleSteps = idleForMs / useStepMs;

/**
 * What a device did in each of some steps that follow one another. Idle is a step of at least a quarter of an hour in which
 * one holder had it and it stayed below `activeFrom`; a step that nobody measured ends such a stretch. What works is busy,
 * whoever is told to have it. A free device need not be measured; of one that somebody has, or may have, it is not known
 * what it did while nobody measured it.
 */
export function classifySteps(steps: readonly DeviceStep[]): StepUse[] {
  const uses = steps.map(toUse);
  for (let start = 0; start < uses.length; ) {
    let end = start + 1;
    while (end < uses.length && uses[end] === uses[start] && steps[end]?.holder === steps[start]?.holder) end += 1;
    if (uses[start] === 'quiet' && end - start >= idleSteps) uses.fill('idle', start, end);
    start = end;
  }
  return uses.map((use) => (use === 'quiet' ? 'busy' : use));
}

function toUse({ holder, share }: DeviceStep): StepUse | 'quiet' {
  if (share !== null && share >= activeFrom) return 'busy';
  if (holder === free) return 'not-allocated';
  return holder === null || share === null ? 'unknown' : 'quiet';
}
