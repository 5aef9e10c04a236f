import { requirePermission } from '@/lib/access/authorise';
import { estimateStart } from '@/lib/analytics/workloads/estimate-start';
import { findRivals } from '@/lib/analytics/workloads/find-rivals';
import { reasonOf } from '@/lib/analytics/workloads/job-reason';
import { type LaneName, lanesOf } from '@/lib/analytics/workloads/line-up';
import type { WorkJob } from '@/lib/analytics/workloads/to-job';
import { hasEnded, holdingsOf, stateOf, type WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { Source } from '@/lib/api/contracts/sources';
import type { WorkloadDetail, WorkloadRow } from '@/lib/api/contracts/workloads';
import type { Reach } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readResource } from '@/lib/store/inventory/read-resource';
import type { ViewContext } from '@/lib/views/view-context';
import { readDependencies } from './read-dependencies';
import { readSiteTitles } from './read-site-titles';
import { readWorkNodes } from './read-work-nodes';
import { toWaitReason, toWorkloadRow } from './to-workload-row';
import { toVisible, type VisibleJob } from './visible-job';
import { type ConnectionJobs, readWork } from './work-snapshot';
import { readWorkSources } from './work-sources';

const rowsShown = 20;

/**
 * A piece of work with what it has, what it waits for and what it depends on, found by the id of any of its pieces. What
 * does not exist and what is out of reach are told alike: not found.
 */
export async function readWorkload(context: ViewContext, id: string): Promise<WorkloadDetail> {
  const { actor, database, now } = context;
  const reach = requirePermission(actor, 'inventory:read');
  const { pool } = database;
  const state = await readCollectionState(pool, now);
  const found = await findJob(context, id, reach);
  const { visible, work } = found;
  const { job } = visible;
  const line = toLine(job, work);
  const running = line === null ? [] : work.jobs.filter((other) => runsIn(other, line.lane));
  const toRow = (one: VisibleJob): WorkloadRow => toWorkloadRow(one, work.positions.get(one.job.id) ?? null, now);
  const ahead = toShown(line?.ahead ?? [], reach, toRow);
  const holding = toShown(running.sort(byHeld), reach, toRow);
  const [sources, onNodes, dependencies, raw] = await Promise.all([
    readWorkSources(pool, state, { reach, now, systems: [job.system] }),
    readWorkNodes(context, visible.pieces),
    readDependencies(pool, visible, reach, state),
    readRaw(context, visible, reach),
  ]);
  const sites = [visible.site, ...[...ahead.rows, ...holding.rows].map(({ site }) => site)];
  const rivals = line === null ? [] : findRivals(job, line.lane, work);
  const estimate = estimateStart({ job, ahead: line?.ahead ?? null, running, rivals, now: now.getTime() });
  return {
    at: now.toISOString(),
    workload: toRow(visible),
    sources: mergeSources(
      sources.filter(({ connectionId }) => connectionId === job.lead.connectionId),
      onNodes.sources,
    ),
    siteTitles: await readSiteTitles(database, sites),
    estimate: estimate === null ? null : { ...estimate, at: toInstant(estimate.at) },
    ahead: ahead.rows,
    aheadLeftOut: ahead.leftOut,
    holding: holding.rows,
    holdingLeftOut: holding.leftOut,
    parts: job.kind === null || job.kind === 'Pod' ? [] : visible.pieces.filter(isPod).map(toPart),
    nodes: onNodes.nodes,
    dependencies,
    raw,
  };
}

/** Each of a connection's capabilities once. */
function mergeSources(own: readonly Source[], others: readonly Source[]): Source[] {
  const keyOf = ({ connectionId, capability }: Source) => `${connectionId} ${capability}`;
  const known = new Set(own.map(keyOf));
  return [...own, ...others.filter((source) => !known.has(keyOf(source)))];
}

async function findJob(
  { database: { pool }, now }: ViewContext,
  id: string,
  reach: Reach,
): Promise<{ visible: VisibleJob; work: ConnectionJobs }> {
  const state = await readCollectionState(pool, now);
  for (const work of await readWork(pool, state, now)) {
    const job = work.byPiece.get(id);
    const visible = job === undefined ? null : toVisible(job, reach);
    if (visible !== null) return { visible, work };
  }
  throw new Refusal('not-found', 'There is no such work.');
}

/** Where it stands in line, nearest to its turn where it waits in several queues; null: in no line, or none that is known. */
function toLine(job: WorkJob, { lanes }: ConnectionJobs): { lane: LaneName; ahead: readonly WorkJob[] } | null {
  const places = lanesOf(job).flatMap((lane) => {
    const line = lanes.get(lane);
    const index = line?.indexOf(job) ?? -1;
    return line == null || index < 0 ? [] : [{ lane, ahead: line.slice(0, index) }];
  });
  return places.sort((left, right) => left.ahead.length - right.ahead.length)[0] ?? null;
}

/** Whether a job has begun in a queue, and may hold devices there. */
function runsIn(job: WorkJob, lane: LaneName): boolean {
  return job.state !== 'waiting' && !hasEnded(job.state) && job.held !== 0 && lanesOf(job).includes(lane);
}

function byHeld(left: WorkJob, right: WorkJob): number {
  return (
    (right.held ?? Number.NEGATIVE_INFINITY) - (left.held ?? Number.NEGATIVE_INFINITY) || (left.id < right.id ? -1 : 1)
  );
}

/** The first of them that lie within reach, and how many are not told. */
function toShown(
  jobs: readonly WorkJob[],
  reach: Reach,
  toRow: (visible: VisibleJob) => WorkloadRow,
): { rows: WorkloadRow[]; leftOut: number } {
  const rows: WorkloadRow[] = [];
  for (const job of jobs) {
    if (rows.length === rowsShown) break;
    const visible = toVisible(job, reach);
    if (visible !== null) rows.push(toRow(visible));
  }
  return { rows, leftOut: jobs.length - rows.length };
}

function isPod({ kind }: WorkPiece): boolean {
  return kind === 'pod';
}

function toPart(piece: WorkPiece): WorkloadDetail['parts'][number] {
  const holdings = holdingsOf(piece);
  const state = stateOf(piece);
  const reason = hasEnded(state) || state === 'unknown' || state === 'running' ? null : reasonOf(piece);
  const counts = holdings?.map(({ count }) => count) ?? [null];
  return {
    id: piece.id,
    name: piece.name,
    state,
    nativeState: piece.nativeState,
    node: holdings?.[0]?.node ?? null,
    held: counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0),
    waitReason: toWaitReason(
      reason === null ? null : { system: piece.system, reason, nativeState: piece.nativeState, pods: null },
    ),
  };
}

/** The document of the piece that stands for it, of those within reach. */
async function readRaw(
  { database: { pool } }: ViewContext,
  { pieces }: VisibleJob,
  reach: Reach,
): Promise<string | null> {
  const [first] = pieces;
  const resource = first === undefined ? null : await readResource(pool, first.id, reach);
  return resource === null || resource.raw === null ? null : JSON.stringify(resource.raw, null, 2);
}

function toInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
