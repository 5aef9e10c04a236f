import type { WorkJob } from './to-job';
import { isPassedOver } from './wait-reasons/say-slurm-reason';
import { stateOf } from './work-piece';

/** A queue's own name over all connections. */
export type LaneName = string;

/** Those that wait in one queue, next first; null where their order is not known. */
export type Lanes = ReadonlyMap<LaneName, readonly WorkJob[] | null>;

/**
 * The queues that a job waits or runs in, of the schedulers that take work from a queue in a known order: a Slurm job may
 * stand in several partitions, a LocalQueue of Kueue's belongs to its namespace.
 */
export function lanesOf({ system, queue, namespace, lead }: WorkJob): LaneName[] {
  if (queue === null) return [];
  if (system === 'kueue') return [[lead.connectionId, namespace ?? '', queue].join('\n')];
  if (system !== 'slurm') return [];
  return queue.split(',').map((partition) => [lead.connectionId, '', partition.trim()].join('\n'));
}

/** Whether a job is in line: it waits, and nothing but its turn keeps it from being considered. */
export function isInLine({ state, system, reason, eligibleAt, queued }: WorkJob, now: number): boolean {
  if (state !== 'waiting' || (eligibleAt !== null && eligibleAt > now)) return false;
  // What Kueue has admitted waits for nodes, not for its turn.
  if (system === 'kueue') return queued.some((piece) => stateOf(piece) === 'waiting');
  return system !== 'slurm' || reason === null || !isPassedOver(reason.reason.code);
}

/** The jobs that are in line, queue by queue: the higher priority first, then who is eligible for longer, then the id. */
export function lineUp(jobs: readonly WorkJob[], now: number): Lanes {
  const lanes = new Map<LaneName, WorkJob[]>();
  for (const job of jobs) {
    if (!isInLine(job, now)) continue;
    for (const lane of lanesOf(job)) {
      const known = lanes.get(lane);
      if (known === undefined) lanes.set(lane, [job]);
      else known.push(job);
    }
  }
  return new Map([...lanes].map(([name, line]) => [name, isOrdered(line) ? line.sort(compareTurns) : null]));
}

/** The order is known when every one of them has a time, and either all have a priority or none has. */
function isOrdered(line: readonly WorkJob[]): boolean {
  const withPriority = line.filter(({ priority }) => priority !== null).length;
  return (withPriority === 0 || withPriority === line.length) && line.every((job) => sinceOf(job) !== null);
}

function sinceOf({ eligibleAt, submittedAt }: WorkJob): number | null {
  return eligibleAt ?? submittedAt;
}

function compareTurns(left: WorkJob, right: WorkJob): number {
  return (
    compareNumbers(right.priority, left.priority) ||
    compareNumbers(sinceOf(left), sinceOf(right)) ||
    (left.id < right.id ? -1 : 1)
  );
}

function compareNumbers(left: number | null, right: number | null): number {
  return left === null || right === null ? 0 : left - right;
}

/** The places in line from 1 by id; of a job in several queues, the one nearest to its turn. */
export function toPositions(lanes: Lanes): Map<string, number> {
  const positions = new Map<string, number>();
  for (const line of lanes.values())
    line?.forEach(({ id }, index) => {
      const known = positions.get(id);
      if (known === undefined || index + 1 < known) positions.set(id, index + 1);
    });
  return positions;
}
