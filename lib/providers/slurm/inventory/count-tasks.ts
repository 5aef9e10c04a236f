import { type SlurmJob, toCount } from './job-schema';

/** Slurm cuts its lists of tasks short; a longer text is not one of them. */
const longestText = 65_536;
/** Slurm's largest `MaxArraySize` is 4,000,001. */
const largestTask = 4_000_000;

/**
 * How many tasks of an array a text such as `0-15:4,20,30-39%4` names; how many may run at once, after the percent sign,
 * does not matter. Null where it cannot be read, or was cut short.
 */
function countTasks(text: string): number | null {
  if (text.length > longestText) return null;
  const [, list] = /^([\d,:-]+)(?:%\d+)?$/.exec(text.trim()) ?? [];
  if (list === undefined) return null;
  let count = 0;
  for (const range of list.split(',')) {
    const [, from, to = from, step = '1'] = /^(\d{1,9})(?:-(\d{1,9})(?::(\d{1,9}))?)?$/.exec(range) ?? [];
    const [first, last, by] = [Number(from), Number(to), Number(step)];
    if (from === undefined || last < first || last > largestTask || by < 1) return null;
    count += Math.floor((last - first) / by) + 1;
  }
  return count;
}

/**
 * How many jobs a record stands for: array tasks that have not started are one, which tells what a single one of them asks
 * for. Null where their list cannot be read.
 */
export function countStoodFor(job: Pick<SlurmJob, 'array_task_id' | 'array_task_string'>): number | null {
  if (job.array_task_string === null || toCount(job.array_task_id) !== null) return 1;
  return countTasks(job.array_task_string);
}
