import { z } from 'zod';
import type { Accelerator } from '@/lib/domain/resource';
import type { Workload, WorkloadState } from '@/lib/domain/workload';
import { toLimitMs, toMoment } from '../../../contract/workload/to-moment';
import { toReason } from '../../../contract/workload/to-reason';
import { untold } from '../../../contract/workload/untold';
import { timeSchema } from '../asset-kind';

/** When a job ran and how it ended. */
export const courseSchema = z.object({
  state: z.string().optional(),
  createTime: timeSchema,
  startTime: timeSchema,
  endTime: timeSchema,
  error: z.object({ code: z.number().optional(), message: z.string().optional() }).nullish(),
});

/** How long it may run, in seconds as `3600s` or `3.5s`. */
export const schedulingSchema = z.object({ timeout: z.string().optional() }).nullish();

export const nfsMountsSchema = z.array(z.object({ server: z.string(), path: z.string() })).nullish();

const states: Record<string, WorkloadState> = {
  JOB_STATE_QUEUED: 'waiting',
  JOB_STATE_PENDING: 'waiting',
  JOB_STATE_RUNNING: 'running',
  JOB_STATE_UPDATING: 'running',
  JOB_STATE_CANCELLING: 'running',
  JOB_STATE_PAUSED: 'suspended',
  JOB_STATE_SUCCEEDED: 'completed',
  JOB_STATE_PARTIALLY_SUCCEEDED: 'completed',
  JOB_STATE_CANCELLED: 'cancelled',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_EXPIRED: 'failed',
};

/** The names of google.rpc.Code, by their numbers from 1 on. */
const codes = [
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

interface CustomJob {
  course: z.output<typeof courseSchema>;
  timeout: string | undefined;
  /** Of all its pools; null where they are not known. */
  accelerators: readonly Accelerator[] | null;
  nfsMounts: readonly { server: string; path: string }[];
}

/** What Vertex AI says of a custom job. It names no machines, so what a running one holds is not told. */
export function toCustomJobWork({ course, timeout, accelerators, nfsMounts }: CustomJob): Workload {
  const { state: word, error } = course;
  const state = (word !== undefined && Object.hasOwn(states, word) ? states[word] : undefined) ?? 'unknown';
  const mayHold = state === 'running' || state === 'unknown';
  return {
    ...untold,
    state,
    reason: toJobReason(error, word),
    requested: accelerators?.map(({ model, count }) => ({ model, count })) ?? null,
    holdings: mayHold && accelerators?.length !== 0 ? null : [],
    submittedAt: toMoment(course.createTime),
    startedAt: toMoment(course.startTime),
    endedAt: toMoment(course.endTime),
    timeLimitMs: toLimitMs(toSeconds(timeout), 1_000),
    storage: [...new Set(nfsMounts.map(({ server, path }) => `${server}:${path}`))],
  };
}

/** The error where there is one; else the state itself, where it tells more than ours. */
function toJobReason(error: CustomJob['course']['error'], word: string | undefined): Workload['reason'] {
  if (error?.code) return toReason(codes[error.code - 1] ?? String(error.code), error.message);
  if (error?.message) return toReason(word ?? 'UNKNOWN', error.message);
  return word === 'JOB_STATE_CANCELLING' || word === 'JOB_STATE_EXPIRED' ? toReason(word) : null;
}

function toSeconds(duration: string | undefined): number | null {
  const [, seconds] = /^(\d{1,12}(?:\.\d{1,9})?)s$/.exec(duration ?? '') ?? [];
  return seconds === undefined ? null : Number(seconds);
}
