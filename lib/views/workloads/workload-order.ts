import { z } from 'zod';
import { toWaitedMs } from '@/lib/analytics/workloads/waited';
import { type WorkloadSortKey, workloadSortKeys } from '@/lib/api/contracts/workload-keys';
import { Refusal } from '@/lib/domain/refusal';
import { workloadStates } from '@/lib/domain/workload';
import type { VisibleJob } from './visible-job';

type SortValue = number | string | null;

/** How a list of work is ordered. What a job waited grows, so that a page after the first asks for the time of the first. */
export interface WorkloadOrder {
  sort: WorkloadSortKey;
  order: 'asc' | 'desc';
  /** In milliseconds since 1970 UTC. */
  at: number;
}

/** The last job of a page: the next one starts after it. */
export interface WorkloadPosition {
  value: SortValue;
  id: string;
}

const cursorSchema = z.tuple([
  z.enum(workloadSortKeys),
  z.enum(['asc', 'desc']),
  z.union([z.number(), z.string(), z.null()]),
  z.uuid(),
  z.number().int().min(0).max(8.64e15),
]);

/** An opaque cursor, good for one sort only. */
export function toCursor({ sort, order, at }: WorkloadOrder, { value, id }: WorkloadPosition): string {
  return Buffer.from(JSON.stringify([sort, order, value, id, at])).toString('base64url');
}

/** Reads a cursor back. Throws an `invalid` Refusal when it is not one of ours, or was made under another sort. */
export function fromCursor(
  sort: WorkloadSortKey,
  order: 'asc' | 'desc',
  cursor: string,
): { after: WorkloadPosition; at: number } {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw refuse('This cursor is not one of ours.');
  const [madeSort, madeOrder, value, id, at] = parsed.data;
  if (madeSort !== sort || madeOrder !== order) throw refuse('This cursor belongs to another sort.');
  if (value !== null && (typeof value === 'string') !== (sort === 'name'))
    throw refuse('This cursor is not one of ours.');
  return { after: { value, id }, at };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(message: string): Refusal {
  return new Refusal('invalid', message, [{ path: 'cursor', message }]);
}

const sortValueOf: Record<WorkloadSortKey, (visible: VisibleJob, at: number) => SortValue> = {
  submitted: ({ job }) => job.submittedAt,
  waiting: ({ job }, at) => toWaitedMs(job, at),
  held: ({ job }) => job.held,
  requested: ({ job }) => job.requestedCount,
  name: ({ job }) => job.name.toLowerCase(),
  state: ({ job }) => workloadStates.indexOf(job.state),
};

/**
 * The next `limit` jobs in an order after a position, and the position of the last when others follow. Those without a
 * value come last; equal ones are ordered by id.
 */
export function pickPage(
  jobs: Iterable<VisibleJob>,
  { sort, order, at }: WorkloadOrder,
  after: WorkloadPosition | null,
  limit: number,
): { page: VisibleJob[]; next: WorkloadPosition | null } {
  const sign = order === 'asc' ? 1 : -1;
  const compare = (left: WorkloadPosition, right: WorkloadPosition) => comparePositions(left, right, sign);
  // Only as many as are asked for are kept in order: most jobs are compared with the last of them alone.
  const kept: { visible: VisibleJob; position: WorkloadPosition }[] = [];
  let others = false;
  for (const visible of jobs) {
    const position = { value: sortValueOf[sort](visible, at), id: visible.job.id };
    if (after !== null && compare(position, after) <= 0) continue;
    const last = kept.at(-1);
    if (kept.length === limit && last !== undefined) {
      others = true;
      if (compare(position, last.position) > 0) continue;
      kept.pop();
    }
    kept.splice(findPlace(kept, position, compare), 0, { visible, position });
  }
  return { page: kept.map(({ visible }) => visible), next: others ? (kept.at(-1)?.position ?? null) : null };
}

function findPlace(
  kept: readonly { position: WorkloadPosition }[],
  position: WorkloadPosition,
  compare: (left: WorkloadPosition, right: WorkloadPosition) => number,
): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = kept[middle];
    if (there !== undefined && compare(there.position, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function comparePositions(left: WorkloadPosition, right: WorkloadPosition, sign: 1 | -1): number {
  if (left.value !== right.value) {
    if (left.value === null) return 1;
    if (right.value === null) return -1;
    return left.value < right.value ? -sign : sign;
  }
  if (left.id === right.id) return 0;
  return left.id < right.id ? -sign : sign;
}
