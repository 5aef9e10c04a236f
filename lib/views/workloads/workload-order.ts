import { z } from 'zod';
import { toWaitedMs } from '@/lib/analytics/workloads/waited';
import { type WorkloadSortKey, workloadSortKeys } from '@/lib/api/contracts/workload-keys';
import { Refusal } from '@/lib/domain/refusal';
import { workloadStates } from '@/lib/domain/workload';
import type { ListedJob } from './work-index';

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

const sortValueOf: Record<WorkloadSortKey, (row: ListedJob, at: number) => SortValue> = {
  submitted: ({ job }) => job.submittedAt,
  waiting: ({ job }, at) => toWaitedMs(job, at),
  held: ({ job }) => job.held,
  requested: ({ job }) => job.requestedCount,
  name: ({ sortName }) => sortName,
  state: ({ job }) => workloadStates.indexOf(job.state),
};

/**
 * The next `limit` jobs in an order after a position, and the position of the last when others follow. Those without a
 * value come last; equal ones are ordered by id.
 */
export function pickPage(
  jobs: Iterable<ListedJob>,
  { sort, order, at }: WorkloadOrder,
  after: WorkloadPosition | null,
  limit: number,
): { page: ListedJob[]; next: WorkloadPosition | null } {
  const sign = order === 'asc' ? 1 : -1;
  const tellValue = sortValueOf[sort];
  // Only as many as are asked for are kept in order: most jobs are compared with the last of them alone.
  const kept: { visible: ListedJob; position: WorkloadPosition }[] = [];
  let others = false;
  for (const visible of jobs) {
    const value = tellValue(visible, at);
    const { id } = visible.job;
    if (after !== null && comparePositions(value, id, after, sign) <= 0) continue;
    const last = kept.at(-1);
    if (kept.length === limit && last !== undefined) {
      others = true;
      if (comparePositions(value, id, last.position, sign) > 0) continue;
      kept.pop();
    }
    kept.splice(findPlace(kept, value, id, sign), 0, { visible, position: { value, id } });
  }
  return { page: kept.map(({ visible }) => visible), next: others ? (kept.at(-1)?.position ?? null) : null };
}

function findPlace(
  kept: readonly { position: WorkloadPosition }[],
  value: SortValue,
  id: string,
  sign: 1 | -1,
): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = kept[middle];
    if (there !== undefined && comparePositions(value, id, there.position, sign) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a job stands to another: below 0 before it. */
function comparePositions(value: SortValue, id: string, other: WorkloadPosition, sign: 1 | -1): number {
  if (value !== other.value) {
    if (value === null) return 1;
    if (other.value === null) return -1;
    return value < other.value ? -sign : sign;
  }
  if (id === other.id) return 0;
  return id < other.id ? -sign : sign;
}
