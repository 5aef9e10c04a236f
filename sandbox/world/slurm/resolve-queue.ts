import { minuteMs } from '../aws/plan/plan';
import { accountGpuLimits, qualitiesOfService } from './cluster';
import type { SlurmJob, SlurmNode } from './records';

/** How many jobs of a partition the backfill scheduler plans ahead. */
const mostPlanned = 8;
/** It plans anew this often, so nothing is expected to start sooner. */
const backfillMs = minuteMs;

interface Place {
  name: string;
  gpus: number;
  cpus: number;
  memoryMiB: number;
  /** When everything that runs on it must have ended, or is planned to have. */
  freeAtMs: number;
}

/**
 * Says of each waiting job why it waits and when it should start, as the controller and its backfill scheduler do: limits
 * first, then the most urgent job of a queue that does not fit waits for resources and everything behind it for that job.
 * Jobs that come with a reason of their own keep it. Pure.
 */
export function resolveQueue(jobs: readonly SlurmJob[], nodes: readonly SlurmNode[], now: Date): SlurmJob[] {
  const running = jobs.filter(({ state, completing }) => state === 'RUNNING' || completing);
  const limits = holdingsOf(running);
  const queues = Map.groupBy(
    jobs.filter(({ state, reason }) => state === 'PENDING' && reason === unresolved),
    ({ partition, reservation }) => `${partition}/${reservation ?? ''}`,
  );
  const freeAt = endsByNode(running);
  const resolved = new Map<number, SlurmJob>();
  // What is left over is planned last, on what the others leave.
  const inTurn = [...queues.values()].sort((a, b) => Number(isLeftOver(a)) - Number(isLeftOver(b)));
  for (const waiting of inTurn) {
    const places = placesOf(waiting[0], nodes, freeAt, now);
    for (const job of resolveOne(waiting, places, limits, now)) resolved.set(job.id, job);
    for (const { name, freeAtMs } of places) freeAt.set(name, freeAtMs);
  }
  return jobs.map((job) => resolved.get(job.id) ?? job);
}

/** Of a job for which only the queue decides. */
export const unresolved = 'None';

/** Whether jobs only take what the nodes' own partitions have no job for. */
function isLeftOver(waiting: readonly SlurmJob[]): boolean {
  return waiting[0]?.partition === 'scavenge';
}

function resolveOne(waiting: readonly SlurmJob[], places: Place[], limits: Map<string, number>, now: Date): SlurmJob[] {
  const inOrder = [...waiting].sort((a, b) => b.priority - a.priority || a.id - b.id);
  let isBlocked = isLeftOver(waiting);
  let planned = 0;
  return inOrder.map((job) => {
    const limit = limitOf(job, limits);
    if (limit !== null) return { ...job, reason: limit };
    const isFirst = !isBlocked && (job.beginsAt === undefined || !fits(job, places));
    if (!isBlocked && !isFirst) return begunLater(job);
    isBlocked = true;
    const reason = isFirst ? 'Resources' : 'Priority';
    if (planned++ >= mostPlanned) return { ...job, reason };
    return { ...job, reason, ...planStart(job, places, now) };
  });
}

/** What could start at once and does not was asked to start no earlier. */
function begunLater(job: SlurmJob): SlurmJob {
  return { ...job, reason: 'BeginTime', eligibleAt: job.beginsAt ?? null, startedAt: job.beginsAt ?? null };
}

function fits({ share, nodeCount }: SlurmJob, places: readonly Place[]): boolean {
  return (
    places.filter(
      ({ gpus, cpus, memoryMiB }) => gpus >= share.gpus && cpus >= share.cpus && memoryMiB >= share.memoryMiB,
    ).length >= nodeCount
  );
}

/** The nodes that are free first, and when the last of them is. */
function planStart({ nodeCount, timeLimitMinutes }: SlurmJob, places: Place[], now: Date) {
  const chosen = places.sort((a, b) => a.freeAtMs - b.freeAtMs || (a.name < b.name ? -1 : 1)).slice(0, nodeCount);
  if (chosen.length < nodeCount) return {};
  const startMs = Math.max(now.getTime() + backfillMs, ...chosen.map(({ freeAtMs }) => freeAtMs));
  for (const place of chosen) place.freeAtMs = startMs + timeLimitMinutes * minuteMs;
  return { startedAt: new Date(startMs), plannedNodes: chosen.map(({ name }) => name).sort() };
}

const unusable: readonly string[] = ['DRAIN', 'MAINTENANCE', 'NOT_RESPONDING'];

/** The nodes that jobs of a queue may run on. */
function placesOf(
  job: SlurmJob | undefined,
  nodes: readonly SlurmNode[],
  freeAt: ReadonlyMap<string, number>,
  now: Date,
): Place[] {
  if (!job) return [];
  return nodes
    .filter(({ partitions, reservation, base, flags }) => {
      const isUp = base !== 'DOWN' && !flags.some((flag) => unusable.includes(flag));
      return isUp && reservation === job.reservation && partitions.includes(job.partition);
    })
    .map(({ machine, gpusInUse, allocatedCpus, allocatedMemoryMiB }) => ({
      name: machine.hostname,
      gpus: machine.accelerators.length - gpusInUse.length,
      cpus: machine.cores - allocatedCpus,
      memoryMiB: machine.memoryMiB - allocatedMemoryMiB,
      freeAtMs: Math.max(now.getTime(), freeAt.get(machine.hostname) ?? 0),
    }));
}

function endsByNode(running: readonly SlurmJob[]): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { nodes, endAt } of running) {
    for (const node of nodes) ends.set(node, Math.max(ends.get(node) ?? 0, endAt?.getTime() ?? 0));
  }
  return ends;
}

/** Devices in the hands of each user under each quality of service, and of each account. */
function holdingsOf(running: readonly SlurmJob[]): Map<string, number> {
  const held = new Map<string, number>();
  for (const job of running) {
    const count = job.share.gpus * job.nodeCount;
    for (const key of [userKey(job), job.account]) held.set(key, (held.get(key) ?? 0) + count);
  }
  return held;
}

function userKey({ qos, user }: SlurmJob): string {
  return `${qos}/${user}`;
}

function limitOf(job: SlurmJob, held: ReadonlyMap<string, number>): string | null {
  const asked = job.share.gpus * job.nodeCount;
  if (asked === 0) return null;
  const exceeds = (key: string, limit: number | null | undefined) => {
    const own = held.get(key) ?? 0;
    // Who holds more than the limit did so before it was set; it says nothing of the queue.
    return limit !== null && limit !== undefined && own <= limit && own + asked > limit;
  };
  const quality = qualitiesOfService.find(({ name }) => name === job.qos);
  if (exceeds(userKey(job), quality?.gpusPerUser)) return 'QOSMaxGRESPerUser';
  return exceeds(job.account, accountGpuLimits[job.account]) ? 'AssocGrpGRES' : null;
}
