import type { GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import { activeFrom } from '../gpus/busy';
import { allocateHost } from '../gpus/fleet/allocate-host';
import type { FleetHost, FleetMachine } from '../gpus/fleet/fleet-machine';
import { free } from './classify-steps';
import type { RunsOnNodes } from './runs-on-nodes';
import { type UseSteps, useStepMs } from './use-steps';

/** What was measured of a host's devices, by place and step. */
export interface HostMeasures {
  /** From 0 to 1; null: nobody measured it. */
  shares: readonly (readonly (number | null)[])[];
  /** Whom metrics named as holders. */
  named: readonly (readonly (readonly GpuHolder[])[])[];
  /** Whether a source that names holders on this host measured the device. */
  isWatched: readonly (readonly boolean[])[];
  /** By step, how many devices metrics say are given out; null: none does. */
  allocated: readonly (number | null)[];
}

/** What tells who had devices at a time. */
export interface HoldFacts {
  runs: RunsOnNodes;
  /** Whether the driver's index is a device's place here. */
  isIndexed(host: FleetHost): boolean;
  /** Whether the work of a cluster was listed to the end around then. */
  isWhole(connectionId: string, scheduler: 'kubernetes' | 'slurm', ms: number): boolean;
  /** Until when what was last read of a machine tells that it is there, in milliseconds since 1970. */
  seenUntilMs(machine: FleetMachine): number;
}

/** Who had a device in a step. */
export interface StepHold {
  /** As `DeviceStep` has it. */
  holder: string | null;
  /** Of all who had it, where they agree; else null. */
  team: string | null;
  /** The attempt that had it alone; null: none, several, or not known. */
  runId: string | null;
}

const notKnown: StepHold = { holder: null, team: null, runId: null };
const nobody: StepHold = { holder: free, team: null, runId: null };
const untold = 'Not all work is known.';

/** Who had each device of a host, by place and step, after the rules by which the fleet says who has one now. */
export function holdSteps(host: FleetHost, measures: HostMeasures, facts: HoldFacts, steps: UseSteps): StepHold[][] {
  const holds: StepHold[][] = Array.from({ length: host.size }, () => []);
  for (let step = 0; step < steps.count; step++) {
    const ms = steps.startMs + (step + 0.5) * useStepMs;
    const held = holdStep(host, measures, facts, { step, ms });
    for (const [place, ofPlace] of holds.entries()) ofPlace.push(held[place] ?? notKnown);
  }
  return holds;
}

function holdStep(
  host: FleetHost,
  measures: HostMeasures,
  facts: HoldFacts,
  { step, ms }: { step: number; ms: number },
): StepHold[] {
  const { machine, node, size } = host;
  const { scheduler, cluster, resource } = machine;
  if (ms >= facts.seenUntilMs(machine)) return Array.from({ length: size }, () => notKnown);
  if (scheduler === 'none' || scheduler === 'provider') {
    const run = facts.runs.of(resource.id, ms);
    const own = { holder: resource.id, team: resource.team, runId: run?.id ?? null };
    return Array.from({ length: size }, () => own);
  }
  const connectionId = node?.connectionId ?? cluster?.connectionId ?? null;
  const isWhole =
    node !== null &&
    cluster !== null &&
    facts.isWhole(node.connectionId, cluster.scheduler, ms) &&
    facts.runs.isClear(node.connectionId, ms);
  const works = node === null ? [] : facts.runs.on(node.connectionId, node.name, ms);
  // Where as many are known to be given out as there are, nobody else can have any.
  const isFull = works.length > 0 && works.every(({ holding }) => holding.count) && sumOf(works) === size;
  const { devices, held } = allocateHost({
    size,
    works,
    listing: isWhole || isFull ? { isWhole: true } : { isWhole: false, reason: untold },
    isIndexed: facts.isIndexed(host),
    named: Array.from({ length: size }, (_, place) =>
      (measures.named[place]?.[step] ?? []).map((holder) =>
        connectionId === null ? holder : (facts.runs.find(connectionId, holder, ms) ?? holder),
      ),
    ),
    isWatched: Array.from({ length: size }, (_, place) => measures.isWatched[place]?.[step] === true),
    allocated: measures.allocated[step] ?? null,
  });
  const shares = devices.map((_, place) => measures.shares[place]?.[step] ?? null);
  const placed = settleUnclear(devices, held, shares, toOthers(devices, works));
  return placed.map((allocation) => toHold(allocation, facts.runs));
}

const sumOf = (works: readonly { holding: { count: number | null } }[]) =>
  works.reduce((sum, { holding }) => sum + Number(holding.count), 0);

/** Who on a node is named for none of its devices. */
function toOthers(devices: readonly GpuAllocation[], works: readonly { holder: GpuHolder }[]): GpuHolder[] {
  const named = new Set(devices.flatMap((device) => (device.state === 'held' ? device.holders : [])));
  return works.map(({ holder }) => holder).filter((holder) => !named.has(holder));
}

/**
 * Of devices of which only their number is known that are given out, those that work are. Of the others, where all were
 * measured, so many are as are left, whichever they be: which of them matters to no sum.
 */
function settleUnclear(
  devices: readonly GpuAllocation[],
  held: number | null,
  shares: readonly (number | null)[],
  others: readonly GpuHolder[],
): readonly GpuAllocation[] {
  const unclear = devices.flatMap(({ state }, place) => (state === 'unclear' ? [place] : []));
  if (unclear.length === 0 || held === null) return devices;
  const holds: GpuAllocation = { state: 'held', holders: others };
  const isBusy = (place: number) => Number(shares[place]) >= activeFrom;
  const named = devices.filter(({ state }) => state === 'held').length;
  let left = held - named - unclear.filter(isBusy).length;
  if (left < 0 || unclear.some((place) => shares[place] === null)) return devices;
  return devices.map((device, place) => {
    if (device.state !== 'unclear') return device;
    if (isBusy(place)) return holds;
    left -= 1;
    return left >= 0 ? holds : { state: 'free' };
  });
}

function toHold(allocation: GpuAllocation, runs: RunsOnNodes): StepHold {
  if (allocation.state === 'free') return nobody;
  if (allocation.state !== 'held') return notKnown;
  const { holders } = allocation;
  const [first, other] = holders;
  if (first === undefined) return { holder: 'somebody', team: null, runId: null };
  const team = holders.every((holder) => holder.team === first.team) ? first.team : null;
  return {
    holder: holders
      .map((holder) => runs.runOf(holder)?.id ?? `${holder.kind} ${holder.namespace ?? ''} ${holder.name}`)
      .sort()
      .join('\n'),
    team,
    runId: other === undefined ? (runs.runOf(first)?.id ?? null) : null,
  };
}
