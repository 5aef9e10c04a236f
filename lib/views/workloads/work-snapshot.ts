import type pg from 'pg';
import { groupPieces } from '@/lib/analytics/workloads/group-pieces';
import { groupingLabels } from '@/lib/analytics/workloads/grouping-keys';
import { type Lanes, lineUp, toPositions } from '@/lib/analytics/workloads/line-up';
import { concernsAccelerators, toJob, type WorkJob } from '@/lib/analytics/workloads/to-job';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { type ConnectionWork, readKeptWork } from '@/lib/store/workloads/work-store';
import { seenAt, toPiece } from './to-piece';

/** Work of one connection at a time: its jobs that ask for devices, hold some or may, and who of them waits in which queue. */
export interface ConnectionJobs {
  jobs: readonly WorkJob[];
  /** By the id of every piece, of what tells of a job no more too. */
  byPiece: ReadonlyMap<string, WorkJob>;
  lanes: Lanes;
  /** Places in line by a job's id. */
  positions: ReadonlyMap<string, number>;
}

/** Requests at the same time have their times of arrival: one that came earlier takes what was made for a later one. */
const laterByMs = 5_000;

/** A connection's jobs, with the times between which they stay as they are while nothing is read. */
interface Assembled extends ConnectionJobs {
  keptForMs: number;
  from: number;
  until: number;
}

// A bundler may load this module once a route, and each copy must find the same jobs.
const holder: { millwrightJobs?: WeakMap<ConnectionWork, Assembled> } = globalThis as typeof globalThis & {
  millwrightJobs?: WeakMap<ConnectionWork, Assembled>;
};
holder.millwrightJobs ??= new WeakMap();
const assembledOf = holder.millwrightJobs;

/** The work that every connection tells of, within reach or not, as it is now, or was a few seconds later. */
export async function readWork(pool: pg.Pool, state: CollectionState, now: Date): Promise<ConnectionJobs[]> {
  const work = await readKeptWork(pool, groupingLabels);
  const cutoffs = new Map(state.connections.map(({ id, expiryCutoff }) => [id, expiryCutoff.getTime()]));
  return work.flatMap((one) => {
    const cutoff = cutoffs.get(one.connectionId);
    return cutoff === undefined ? [] : [assemble(one, now.getTime(), now.getTime() - cutoff)];
  });
}

function assemble(work: ConnectionWork, now: number, keptForMs: number): Assembled {
  const known = assembledOf.get(work);
  if (known !== undefined && known.keptForMs === keptForMs && known.from - laterByMs <= now && now < known.until)
    return known;
  const pieces = work.rows.map((row) => toPiece(row, work, now - keptForMs));
  const jobs = groupPieces(pieces).map(toJob).filter(concernsAccelerators);
  const lanes = lineUp(jobs, now);
  const assembled = {
    jobs,
    byPiece: new Map(
      jobs.flatMap((job) => [...job.queued, ...job.parts, ...job.former].map(({ id }): [string, WorkJob] => [id, job])),
    ),
    lanes,
    positions: toPositions(lanes),
    keptForMs,
    from: now,
    until: nextTurn(work, jobs, now, keptForMs),
  };
  assembledOf.set(work, assembled);
  return assembled;
}

/** When the clock alone next changes something: a piece is too old to be told, or a job becomes eligible. */
function nextTurn(work: ConnectionWork, jobs: readonly WorkJob[], now: number, keptForMs: number): number {
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number) => {
    if (at > now && at < next) next = at;
  };
  // Expired is what was seen before the cutoff, not at it.
  for (const row of work.rows) consider(seenAt(row, work).getTime() + keptForMs + 1);
  for (const { eligibleAt } of jobs) if (eligibleAt !== null) consider(eligibleAt);
  return next;
}
