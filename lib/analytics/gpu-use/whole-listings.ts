import type { Gap } from '@/lib/domain/provider-fault';

/** A read of a connection's inventory that came to its end. */
interface ListingRead {
  connectionId: string;
  startedAt: Date;
  finishedAt: Date;
  gaps: readonly Gap[];
}

/** After so many intervals without a read nobody knows what came and went in between. */
const mostIntervals = 6;

/**
 * When the work of clusters was known whole: between two reads of it that were, not too far apart, and after the last for
 * as long as the next may take. What came and went between two reads is not seen.
 */
export class WholeListings {
  readonly #reads = new Map<string, ListingRead[]>();
  readonly #intervals: ReadonlyMap<string, number>;
  /** Every host of a connection asks for the same times. */
  readonly #answers = new Map<string, boolean>();

  /**
   * @param reads Any order.
   * @param intervals By connection, how often it is read, in milliseconds.
   */
  constructor(reads: readonly ListingRead[], intervals: ReadonlyMap<string, number>) {
    this.#intervals = intervals;
    for (const read of reads.toSorted((one, other) => one.finishedAt.getTime() - other.finishedAt.getTime())) {
      const known = this.#reads.get(read.connectionId) ?? [];
      this.#reads.set(read.connectionId, known);
      known.push(read);
    }
  }

  isWhole(connectionId: string, scheduler: 'kubernetes' | 'slurm', ms: number): boolean {
    const key = `${connectionId} ${scheduler} ${ms}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const isWhole = this.#isWhole(connectionId, scheduler, ms);
    this.#answers.set(key, isWhole);
    return isWhole;
  }

  #isWhole(connectionId: string, scheduler: 'kubernetes' | 'slurm', ms: number): boolean {
    const kind = scheduler === 'slurm' ? 'batch-job' : 'pod';
    const intervalMs = this.#intervals.get(connectionId);
    if (intervalMs === undefined) return false;
    const reads = this.#reads.get(connectionId) ?? [];
    // What a read found was there while it went on; what had ended before is not in it.
    const after = reads.findIndex(({ finishedAt }) => finishedAt.getTime() >= ms);
    const before = after === -1 ? reads.at(-1) : reads[after - 1];
    const next = after === -1 ? undefined : reads[after];
    if (before === undefined || !isUntorn(before, kind)) return false;
    if (next === undefined) return ms - before.startedAt.getTime() <= mostIntervals * intervalMs;
    return isUntorn(next, kind) && next.startedAt.getTime() - before.startedAt.getTime() <= mostIntervals * intervalMs;
  }
}

function isUntorn({ gaps }: ListingRead, kind: string): boolean {
  return !gaps.some(({ detailOnly, subject }) => detailOnly !== true && (subject === undefined || subject === kind));
}
