import type { RivalQueue } from './find-rivals';
import type { WorkJob } from './to-job';

/** When work may start and what that rests on; `at` null: it cannot be said, and why. */
export interface StartEstimate {
  /** In milliseconds since 1970 UTC. */
  at: number | null;
  basis: string;
  source: 'scheduler' | 'ends-of-running' | 'none';
}

/** What an estimate is made from. */
export interface EstimateQuestion {
  job: WorkJob;
  /** Those before it in its queue, next first; null: their order is not known, or it is not in line. */
  ahead: readonly WorkJob[] | null;
  /** Those that have started in its queue. */
  running: readonly WorkJob[];
  /** Other queues whose work may take what comes free in its own. */
  rivals: readonly RivalQueue[];
  now: number;
}

/** How many other queues a sentence names. */
const queuesNamed = 3;

const none = (basis: string): StartEstimate => ({ at: null, basis, source: 'none' });

/**
 * When work that waits may start: what its scheduler expects, else the time by which enough devices of its queue are free,
 * by the time limits of what runs, those ahead of it having had theirs: at the latest, unless other queues may take them.
 * Null for work that does not wait.
 */
export function estimateStart(question: EstimateQuestion): StartEstimate | null {
  const { job, ahead, rivals, now } = question;
  if (job.state !== 'waiting') return null;
  const { expectedStartAt } = job;
  if (expectedStartAt !== null && expectedStartAt >= now)
    return {
      at: expectedStartAt,
      basis: `${expects(job)} it to start then, as of the last read.`,
      source: 'scheduler',
    };
  if (ahead === null) return none('It is not in line, or the order of its queue is not known.');
  if (job.system === 'kueue')
    return none('LocalQueues share what their ClusterQueue has: who of them gets what comes free is not known.');
  const sharing = rivals.filter(({ sharesNodes }) => sharesNodes);
  if (sharing.length > 0)
    return none(`Work that waits in ${sayQueues(sharing)} may take what comes free: both queues use the same nodes.`);
  const asked = toNeeds(job);
  if (asked === null) return none('How many devices it asks for, or of which model, is not known.');
  return estimateByEnds(question, asked);
}

function expects({ system }: WorkJob): string {
  return system === 'slurm' ? 'Slurm’s backfill scheduler expects' : 'Its scheduler expects';
}

/** Devices by model. */
type Needs = ReadonlyMap<string, number>;

/** What a job needs; null where a number is not told, or a model: any would do, and which come free is not said. */
function toNeeds({ requested }: WorkJob): Needs | null {
  if (requested === null) return null;
  const needs = new Map<string, number>();
  for (const { model, count } of requested) {
    if (model === null || count === null) return null;
    if (count > 0) needs.set(model, count);
  }
  return needs;
}

/** Devices of one model, given back at a time. */
interface Release {
  at: number;
  needs: Needs;
}

function estimateByEnds({ job, ahead, running, rivals, now }: EstimateQuestion, asked: Needs): StartEstimate {
  const models = new Set(asked.keys());
  if (models.size === 0) return none('It asks for no devices, and what else it waits for is not told.');
  const releases = running.flatMap((other) => toRelease(other, now));
  // First come, first served: nobody starts before those ahead of it, so it can only be sooner than this.
  let free: Map<string, number> = new Map();
  let at = now;
  const take = (needs: Needs): boolean => {
    for (;;) {
      if (covers(free, needs)) break;
      const next = takeEarliest(releases);
      if (next === null) return false;
      at = Math.max(at, next.at);
      free = add(free, next.needs, 1);
    }
    free = add(free, needs, -1);
    return true;
  };
  for (const other of ahead ?? []) {
    const needs = toNeeds(other);
    if (needs === null) return none('What those ahead of it ask for is not known of all of them.');
    const contended = new Map([...needs].filter(([model]) => models.has(model)));
    if (contended.size === 0) continue;
    if (!take(contended)) return none(sayTooFew('those ahead of it', running, now));
    if (other.timeLimitMs !== null) releases.push({ at: at + other.timeLimitMs, needs: contended });
  }
  if (!take(asked)) return none(sayTooFew('it', running, now));
  const words = [...asked].map(([model, count]) => `${count} ${model}`).join(' and ');
  const turn = ahead?.length ? `, after the ${ahead.length} ahead of it have had theirs` : '';
  return {
    at,
    basis: `${sayCertainty(rivals)} by then the time limits of what runs in ${job.queue} have freed ${words} for it${turn}. Sooner if work ends before its limit; later if something of higher priority comes, or what is free stands on nodes that do not suit it.`,
    source: 'ends-of-running',
  };
}

function sayCertainty(rivals: readonly RivalQueue[]): string {
  if (rivals.length === 0) return 'At the latest:';
  return `Unless work that waits in ${sayQueues(rivals)} takes it first, of which it is not known whether it may:`;
}

function sayQueues(rivals: readonly RivalQueue[]): string {
  const named = rivals.slice(0, queuesNamed).map(({ queue }) => queue);
  const others = rivals.length - named.length;
  if (others > 0) named.push(`${others} more queues`);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

function sayTooFew(who: string, running: readonly WorkJob[], now: number): string {
  if (running.length === 0) return 'Nothing that runs in its queue is known, so nothing tells when devices come free.';
  const untold = running.filter((other) => toRelease(other, now).length === 0).length;
  if (untold === 0) return `What runs in its queue frees too few devices for ${who}, even when all of it has ended.`;
  return `Too little that runs in its queue has an end to go by: of ${untold} it is not known when they end, or what they free then.`;
}

/** What a running job gives back at its time limit. One past its limit has no known end. */
function toRelease({ requested, held, startedAt, timeLimitMs }: WorkJob, now: number): Release[] {
  const [only, ...others] = requested ?? [];
  if (only == null || others.length > 0 || only.model === null || held === null || held === 0) return [];
  if (startedAt === null || timeLimitMs === null) return [];
  const at = startedAt + timeLimitMs;
  return at < now ? [] : [{ at, needs: new Map([[only.model, held]]) }];
}

function covers(free: Needs, needs: Needs): boolean {
  return [...needs].every(([model, count]) => freeOf(free, model) >= count);
}

/** What nobody has given back yet is taken as in use. */
function freeOf(free: Needs, model: string): number {
  const count = free.get(model);
  return count === undefined ? 0 : count;
}

function add(free: Needs, needs: Needs, sign: 1 | -1): Map<string, number> {
  const sum = new Map(free);
  for (const [model, count] of needs) sum.set(model, freeOf(sum, model) + sign * count);
  return sum;
}

function takeEarliest(releases: Release[]): Release | null {
  let earliest = -1;
  for (const [index, { at }] of releases.entries())
    if (earliest < 0 || at < (releases[earliest]?.at ?? Number.POSITIVE_INFINITY)) earliest = index;
  return earliest < 0 ? null : (releases.splice(earliest, 1)[0] ?? null);
}
