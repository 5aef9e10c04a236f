import { drawsOf } from '../../draws';
import { buildMachine, type Machine, type MachineRequest } from '../plan/build-machine';
import { epoch, hourMs, minuteMs } from '../plan/plan';

/** How long a machine takes to start, to shut down, and to vanish from listings once terminated. */
const pendingMs = 90_000;
const shutdownMs = 60_000;
const terminatedMs = 30 * minuteMs;

export interface SlotRequest extends Omit<MachineRequest, 'key' | 'launchedAt' | 'state'> {
  /** Unique name of the slot. */
  slot: string;
}

/**
 * A place in a fleet that is filled and emptied over and over, each time by a new machine with ids of its own.
 * The answer is the machine there at `now`, or null while the place is empty.
 */
export function elasticSlot({ slot, ...request }: SlotRequest): (now: Date) => Machine | null {
  const draws = drawsOf(request.seed, 'slot', slot);
  const periodMs = draws.integer(2 * 60, 14 * 60) * minuteMs;
  const phaseMs = draws.integer(0, 14 * 60) * minuteMs;
  const lifetimeMs = periodMs * (0.35 + draws.fraction() * 0.45) - hourMs / 2;
  return (now) => {
    const sinceEpochMs = now.getTime() - epoch.getTime() - phaseMs;
    const generation = Math.floor(sinceEpochMs / periodMs);
    const ageMs = sinceEpochMs - generation * periodMs;
    const state = stateAt(ageMs, lifetimeMs);
    if (!state) return null;
    const launchedAt = new Date(now.getTime() - ageMs);
    return buildMachine({ ...request, key: `${slot}#${generation}`, launchedAt, state });
  };
}

function stateAt(ageMs: number, lifetimeMs: number): 'pending' | 'running' | 'shutting-down' | 'terminated' | null {
  if (ageMs < pendingMs) return 'pending';
  if (ageMs < lifetimeMs) return 'running';
  if (ageMs < lifetimeMs + shutdownMs) return 'shutting-down';
  if (ageMs < lifetimeMs + shutdownMs + terminatedMs) return 'terminated';
  return null;
}
