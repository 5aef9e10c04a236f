import { buildMachine, type MachineRequest } from '../plan/build-machine';
import { drawsFor, epoch, type Mover, minuteMs } from '../plan/plan';
import type { VirtualMachine } from '../records/machines';

/** How long a machine takes to start, and to be taken away. */
const startingMs = 90_000;
const leavingMs = 60_000;

export interface ElasticSlot extends Omit<MachineRequest, 'key' | 'name' | 'createdAt' | 'power'> {
  /** Unique name of the slot in its ground; machines are named by it and their generation. */
  slot: string;
}

/** A place in a fleet that is filled and emptied over and over, each time by a new machine with a disk of its own. */
export function elasticSlot({ slot, ...request }: ElasticSlot): Mover {
  const draws = drawsFor(request.seed, request.ground, 'slot', slot);
  const periodMs = draws.integer(2 * 60, 12 * 60) * minuteMs;
  const phaseMs = draws.integer(0, 12 * 60) * minuteMs;
  const lifetimeMs = Math.round(periodMs * (0.4 + draws.fraction() * 0.4));
  return (now) => {
    const sinceMs = now.getTime() - epoch.getTime() - phaseMs;
    const generation = Math.floor(sinceMs / periodMs);
    const ageMs = sinceMs - generation * periodMs;
    const power = powerAt(ageMs, lifetimeMs);
    if (!power) return [];
    const key = `${slot}#${generation}`;
    const name = `${slot}-${drawsFor(request.seed, request.ground, 'slot-name', key).hex(6)}`;
    return buildMachine({ ...request, key, name, createdAt: new Date(now.getTime() - ageMs), power });
  };
}

function powerAt(ageMs: number, lifetimeMs: number): VirtualMachine['power'] | null {
  if (ageMs < startingMs) return 'starting';
  if (ageMs < lifetimeMs) return 'running';
  return ageMs < lifetimeMs + leavingMs ? 'deallocating' : null;
}
