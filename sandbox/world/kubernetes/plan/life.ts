import { epoch } from '../../aws/plan/plan';
import type { Draws } from '../../draws';

const secondMs = 1000;

/** A round that comes again and again. */
export interface Cycle {
  periodMs: number;
  phaseMs: number;
}

/** Draws a cycle of between `low` and `high` minutes; whole seconds, as the API writes instants. */
export function drawCycle(draws: Draws, low: number, high: number): Cycle {
  return { periodMs: draws.integer(low * 60, high * 60) * secondMs, phaseMs: draws.integer(0, high * 60) * secondMs };
}

/** The number of the round that an instant falls into. */
export function roundAt({ periodMs, phaseMs }: Cycle, nowMs: number): number {
  return Math.floor((nowMs - epoch.getTime() - phaseMs) / periodMs);
}

export function startOfRound({ periodMs, phaseMs }: Cycle, round: number): number {
  return epoch.getTime() + phaseMs + round * periodMs;
}

/** Whether a trouble that comes with each round and lasts `lengthMs` is on, and since when that is so. */
export function troubleAt(cycle: Cycle, lengthMs: number, nowMs: number): { isOn: boolean; changedMs: number } {
  const startedMs = startOfRound(cycle, roundAt(cycle, nowMs));
  const isOn = nowMs < startedMs + lengthMs;
  return { isOn, changedMs: isOn ? startedMs : startedMs + lengthMs };
}

/** When a pod came, ran and ended, or will. */
export interface PodLife {
  createdMs: number;
  startedMs: number;
  /** Null while it is to run for good. */
  endsMs: number | null;
  ending: 'succeeds' | 'fails' | 'deleted';
  /** When it is no longer listed; of a pod that is deleted, half a minute after its end. */
  goneMs: number | null;
}

export interface PodState {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  createdMs: number;
  startedMs: number;
  endedMs: number | null;
  deletedMs: number | null;
  changedMs: number;
}

export const terminationMs = 30 * secondMs;

/** How a pod stands at an instant; null before it came and after it went. */
export function podStateAt(life: PodLife, nowMs: number): PodState | null {
  const { createdMs, startedMs, endsMs, ending, goneMs } = life;
  if (nowMs < createdMs || (goneMs !== null && nowMs >= goneMs)) return null;
  const common = { createdMs, startedMs, endedMs: null, deletedMs: null };
  if (nowMs < startedMs) return { ...common, phase: 'Pending', changedMs: createdMs };
  if (endsMs === null || nowMs < endsMs) return { ...common, phase: 'Running', changedMs: startedMs };
  if (ending === 'deleted') return { ...common, phase: 'Running', deletedMs: endsMs, changedMs: endsMs };
  return { ...common, phase: ending === 'fails' ? 'Failed' : 'Succeeded', endedMs: endsMs, changedMs: endsMs };
}
