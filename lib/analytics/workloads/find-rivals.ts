import { type LaneName, type Lanes, lanesOf } from './line-up';
import type { WorkJob } from './to-job';
import { hasEnded, holdingsOf } from './work-piece';

/** A queue beside a job's own, with work that waits and may take what the job waits for. */
export interface RivalQueue {
  queue: string;
  /** Whether work of both is known to run on one node; otherwise nothing is known of it. */
  sharesNodes: boolean;
}

/**
 * The other queues of a job's scheduler with a line and with work that waits, not in the job's queue too, and asks for a model it asks for,
 * or for what nobody knows. In order of their names; empty for a job in no queue.
 */
export function findRivals(
  job: WorkJob,
  lane: LaneName,
  { jobs, lanes }: { jobs: readonly WorkJob[]; lanes: Lanes },
): RivalQueue[] {
  const models = new Set(job.requested?.map(({ model }) => model));
  const scheduler = job.lead.connectionId;
  const rivals = new Set<LaneName>();
  // A line whose order is not known does not name who stands in it.
  for (const other of jobs) {
    if (other.state !== 'waiting' || other.lead.connectionId !== scheduler || !mayTake(other, models)) continue;
    const itsLanes = lanesOf(other);
    if (!itsLanes.includes(lane)) for (const itsLane of itsLanes) if (lanes.has(itsLane)) rivals.add(itsLane);
  }
  if (rivals.size === 0) return [];
  const nodes = nodesByLane(jobs, new Set([lane, ...rivals]));
  const own = nodes.get(lane) ?? new Set();
  return [...rivals].sort().map((rival) => ({
    queue: rival.slice(rival.lastIndexOf('\n') + 1),
    sharesNodes: [...(nodes.get(rival) ?? [])].some((node) => own.has(node)),
  }));
}

function mayTake({ requested }: WorkJob, models: ReadonlySet<string | null>): boolean {
  if (requested === null) return true;
  return requested.some(({ model, count }) => count !== 0 && (model === null || models.has(null) || models.has(model)));
}

/** The nodes on which work of each of some queues holds devices. */
function nodesByLane(jobs: readonly WorkJob[], wanted: ReadonlySet<LaneName>): Map<LaneName, Set<string>> {
  const nodes = new Map<LaneName, Set<string>>();
  for (const job of jobs) {
    if (job.state === 'waiting' || hasEnded(job.state)) continue;
    for (const lane of lanesOf(job)) {
      if (!wanted.has(lane)) continue;
      const known = nodes.get(lane) ?? new Set();
      nodes.set(lane, known);
      for (const part of job.parts) for (const { node } of holdingsOf(part) ?? []) known.add(node);
    }
  }
  return nodes;
}
