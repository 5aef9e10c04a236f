import type pg from 'pg';
import { accountMachine, type DeviceCourse } from '@/lib/analytics/gpu-use/account-machine';
import { type HoldFacts, type HostMeasures, holdSteps } from '@/lib/analytics/gpu-use/hold-steps';
import { RunsOnNodes } from '@/lib/analytics/gpu-use/runs-on-nodes';
import { stepsAround, type UseSteps, useStepMs } from '@/lib/analytics/gpu-use/use-steps';
import { WholeListings } from '@/lib/analytics/gpu-use/whole-listings';
import type { Steps } from '@/lib/analytics/gpus/steps';
import { type MachineHour, readAccountedHours, readAccountedMachines } from '@/lib/store/gpu-use/hour-accounts';
import { readRunsOver } from '@/lib/store/gpu-use/kept-runs';
import { readListedSince, readListingReads } from '@/lib/store/gpu-use/listing-reads';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { fleetKeeperOf, type WholeFleet } from '../gpus/fleet/fleet-keeper';
import type { MatchedNode } from '../gpus/fleet/match-fleet';
import { toNodeCells } from '../gpus/fleet/node-cells';
import { finishInTurns } from '../kept/in-turns';
import { readMeasures } from './read-measures';

const hourMs = 3_600_000;
/** Runs of a connection's inventory before a stretch that may tell of its beginning. */
const readsBeforeMs = 6 * hourMs;

/** What became of the devices of the machines that are listed, in a stretch of time. */
export interface UseAccounts {
  /** Those that are listed now; of others nothing can be told anew. */
  machineIds: string[];
  accounts: MachineHour[];
}

/**
 * Accounts the time of every listed machine's devices between two times, both on the clock's five minutes: by what was
 * measured then and by what is known of the work that ran. A machine that an hour was accounted without counts there only
 * from when it was measured.
 */
export async function accountUse(
  pool: pg.Pool,
  state: CollectionState,
  now: Date,
  told: { from: Date; until: Date },
): Promise<UseAccounts> {
  const fleet = await fleetKeeperOf(pool).read(pool, state, now);
  const nodes = fleet.nodes.map((node): MatchedNode => {
    const cells = toNodeCells(node, fleet.judgements);
    return { ...cells, slots: cells.cells.map((_, slot) => slot) };
  });
  const machineIds = nodes.map(({ node }) => node.id);
  const steps = {
    startMs: told.from.getTime() - stepsAround * useStepMs,
    count: Math.round((told.until.getTime() - told.from.getTime()) / useStepMs) + 2 * stepsAround,
  };
  const from = new Date(steps.startMs);
  const to = new Date(steps.startMs + steps.count * useStepMs);
  const [measures, runs, reads, since, machinesBefore, hoursBefore] = [
    await readMeasures(metricStoreOf(pool), fleet, nodes, steps),
    await readRunsOver(pool, { from, to }),
    await readListingReads(pool, new Date(from.getTime() - readsBeforeMs), now),
    await readListedSince(pool, machineIds),
    await readAccountedMachines(pool, told.from, told.until),
    await readAccountedHours(pool, new Date(Math.floor(told.from.getTime() / hourMs) * hourMs)),
  ];
  const facts = toFacts(fleet, state, now, { runs: new RunsOnNodes(runs), reads });
  const known = new Set(hoursBefore.map(({ hour }) => hour.getTime()));
  const accounts = await finishInTurns(
    eachMachine(nodes, (node) => {
      const listed = since.get(node.node.id);
      const courses = toCourses(node, measures.of(node), facts, steps);
      const measuredMs = firstMeasured(courses, steps);
      const listedMs = Math.min(
        measuredMs,
        ...(listed === undefined ? [] : [listed.firstSeenAt.getTime(), listed.createdAt?.getTime() ?? measuredMs]),
      );
      const isTold = (ms: number) => {
        if (ms < told.from.getTime() || ms >= told.until.getTime() || ms + useStepMs <= listedMs) return false;
        const hour = Math.floor(ms / hourMs) * hourMs;
        return ms >= measuredMs || !known.has(hour) || machinesBefore.has(`${hour} ${node.node.id}`);
      };
      return toMachineHours(node, accountMachine(courses, node.node.team, steps, isTold));
    }),
  );
  return { machineIds, accounts };
}

function* eachMachine<T>(nodes: readonly MatchedNode[], work: (node: MatchedNode) => T[]): Steps<T[]> {
  const all: T[] = [];
  for (const node of nodes) {
    yield;
    all.push(...work(node));
  }
  return all;
}

function toFacts(
  { places }: WholeFleet,
  { connections }: CollectionState,
  now: Date,
  { runs, reads }: { runs: RunsOnNodes; reads: ConstructorParameters<typeof WholeListings>[0] },
): HoldFacts {
  const listings = new WholeListings(reads, new Map(connections.map(({ id, intervalMs }) => [id, intervalMs])));
  const kept = new Map(connections.map(({ id, expiryCutoff }) => [id, now.getTime() - expiryCutoff.getTime()]));
  return {
    runs,
    isIndexed: (host) => places.isIndexed(host),
    isWhole: (connectionId, scheduler, ms) => listings.isWhole(connectionId, scheduler, ms),
    seenUntilMs: ({ resource }) => resource.lastSeenAt.getTime() + Number(kept.get(resource.connectionId)),
  };
}

function toCourses(
  { machine }: MatchedNode,
  measuresOf: (host: MatchedNode['machine']['hosts'][number]) => HostMeasures,
  facts: HoldFacts,
  steps: UseSteps,
): DeviceCourse[] {
  return machine.hosts.flatMap((host) => {
    const measures = measuresOf(host);
    return holdSteps(host, measures, facts, steps).map((holds, place) => ({
      holds,
      shares: measures.shares[place] ?? [],
    }));
  });
}

/** When the first device of a machine was first measured; infinity: none was. */
function firstMeasured(courses: readonly DeviceCourse[], { startMs }: UseSteps): number {
  const first = courses.map(({ shares }) => shares.findIndex((share) => share !== null)).filter((step) => step >= 0);
  return startMs + Math.min(...first) * useStepMs;
}

function toMachineHours({ node }: MatchedNode, uses: ReturnType<typeof accountMachine>): MachineHour[] {
  const { id: machineId, connectionId, provider, site, model: gpuModel } = node;
  return uses.map(({ hourMs: hour, ...use }) => ({
    hour: new Date(hour),
    machineId,
    connectionId,
    provider,
    site,
    gpuModel,
    ...use,
  }));
}
