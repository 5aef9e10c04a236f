import { z } from 'zod';
import { toWaitedMs } from '@/lib/analytics/workloads/waited';
import { type WorkloadSortKey, workloadSortKeys } from '@/lib/api/contracts/workload-keys';
import { Refusal } from '@/lib/domain/refusal';
import { workloadStates } from '@/lib/domain/workload';
import { type PagePosition, pickPage, type SortValue } from '@/lib/views/paging/pick-page';
import type { ListedJob } from './work-index';

/** How a list of work is ordered. What a job waited grows, so that a page after the first asks for the time of the first. */
export interface WorkloadOrder {
  sort: WorkloadSortKey;
  order: 'asc' | 'desc';
  /** In milliseconds since 1970 UTC. */
  at: number;
}

const cursorSchema = z.tuple([
  z.enum(workloadSortKeys),
  z.enum(['asc', 'desc']),
  z.union([z.number(), z.string(), z.null()]),
  z.uuid(),
  z.number().int().min(0).max(8.64e15),
]);

/** An opaque cursor, good for one sort only. */
export function toCursor({ sort, order, at }: WorkloadOrder, { value, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([sort, order, value, id, at])).toString('base64url');
}

/** Reads a cursor back. Throws an `invalid` Refusal when it is not one of ours, or was made under another sort. */
export function fromCursor(
  sort: WorkloadSortKey,
  order: 'asc' | 'desc',
  cursor: string,
): { after: PagePosition; at: number } {
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

/** The next `limit` jobs in an order after a position, and the position of the last when others follow. */
export function pickJobs(
  jobs: Iterable<ListedJob>,
  { sort, order, at }: WorkloadOrder,
  after: PagePosition | null,
  limit: number,
): { page: ListedJob[]; next: PagePosition | null } {
  const tellValue = sortValueOf[sort];
  return pickPage(jobs, { order, rank: (row) => tellValue(row, at), idOf: ({ job }) => job.id }, after, limit);
}
