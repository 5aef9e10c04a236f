import { drawsFor, epoch, type Ground, hourMs, type Mover, minuteMs, placed } from '../plan/plan';
import type { ContainerGroup } from '../records/machines';

export interface JobSlot {
  seed: string;
  ground: Ground;
  job: string;
  number: number;
}

/** How long a job's container waits to start, and how long it stays listed once it has ended. */
const pendingMs = 2 * minuteMs;
const keptMs = 2 * hourMs;

/** A line of jobs, each a container of its own that starts, ends well or badly, and is swept away after a while. */
export function containerJobSlot({ seed, ground, job, number }: JobSlot): Mover {
  const draws = drawsFor(seed, ground, 'container-slot', job, number);
  const periodMs = draws.integer(4 * 60, 12 * 60) * minuteMs;
  const phaseMs = draws.integer(0, 12 * 60) * minuteMs;
  return (now) => {
    const sinceMs = now.getTime() - epoch.getTime() - phaseMs;
    const generation = Math.floor(sinceMs / periodMs);
    const ageMs = sinceMs - generation * periodMs;
    const runDraws = drawsFor(seed, ground, 'container-job', job, number, generation);
    const endMs = Math.round((periodMs - keptMs) * (0.4 + runDraws.fraction() * 0.5));
    const outcome = runDraws.chance(0.1) ? 'Failed' : 'Succeeded';
    if (ageMs > endMs + keptMs) return [];
    const state = ageMs < pendingMs ? 'Pending' : ageMs < endMs ? 'Running' : outcome;
    return [jobContainer({ seed, ground, job, number }, generation, state, new Date(now.getTime() - ageMs))];
  };
}

function jobContainer(
  { seed, ground, job, number }: JobSlot,
  generation: number,
  state: ContainerGroup['state'],
  createdAt: Date,
): ContainerGroup {
  const key = `container-job/${job}/${number}/${generation}`;
  const draws = drawsFor(seed, ground, 'container-job-name', job, number, generation);
  const name = `ci-${job}-${draws.hex(8)}`;
  const resourceGroup = `rg-containers-${ground.region}`;
  return {
    ...placed(seed, ground, { name, key, resourceGroup, team: 'data-platform', createdAt, extraTags: { job } }),
    type: 'microsoft.containerinstance/containergroups',
    state,
    image: `millwright.azurecr.io/${job}:stable`,
    cores: draws.pick([2, 4]),
    memoryGB: draws.pick([8, 16]),
    restart: 'Never',
  };
}
