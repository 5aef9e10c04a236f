import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { mergePacked, packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import type { ProbeCounts, ProbeFault } from './probe';

/** Counts of a stretch of time with the packed sketch of what was answered, and the last minute that was measured. */
export interface ProbeSpan extends ProbeCounts {
  sketch: Uint8Array | null;
  lastMinute: Date;
}

/** Spans added up as they come: of minutes to an hour, of targets and agents to a way. Any order gives the same. */
export class ProbeSum {
  readonly values = new LogSketch();
  sent = 0;
  lost = 0;
  failed = 0;
  jitterSumNs = 0;
  jitterPairs = 0;
  #last: Date | null = null;
  #fault: { at: Date; fault: ProbeFault } | null = null;

  /** Throws a RangeError where a sketch is none. */
  add(span: ProbeSpan): void {
    this.sent += span.sent;
    this.lost += span.lost;
    this.failed += span.failed;
    this.jitterSumNs += span.jitterSumNs;
    this.jitterPairs += span.jitterPairs;
    if (span.sketch !== null) mergePacked(this.values, span.sketch);
    if (this.#last === null || span.lastMinute > this.#last) this.#last = span.lastMinute;
    if (span.fault !== null) this.#addFault(span.lastMinute, span.fault);
  }

  /** Of two faults of one minute the one that comes first by name, so that the order of adding does not matter. */
  #addFault(at: Date, fault: ProbeFault): void {
    const before = this.#fault;
    const isLater = before === null || at > before.at || (at.getTime() === before.at.getTime() && fault < before.fault);
    if (isLater) this.#fault = { at, fault };
  }

  /** Why the last attempt that failed did. */
  get fault(): ProbeFault | null {
    return this.#fault?.fault ?? null;
  }

  /** The last minute that was measured; null: none was added. */
  get lastMinute(): Date | null {
    return this.#last;
  }

  /** Share of attempts without an answer; null where there were none. */
  get loss(): number | null {
    return this.sent === 0 ? null : this.lost / this.sent;
  }

  /** Mean of the absolute differences of consecutive round trips, in nanoseconds; null where there were no two. */
  get jitterNs(): number | null {
    return this.jitterPairs === 0 ? null : this.jitterSumNs / this.jitterPairs;
  }

  /** As one span, to keep. Null: nothing was added. */
  toSpan(): ProbeSpan | null {
    if (this.#last === null) return null;
    const { sent, lost, failed, fault, jitterSumNs, jitterPairs } = this;
    return {
      sent,
      lost,
      failed,
      fault,
      jitterSumNs,
      jitterPairs,
      sketch: packSketch(this.values),
      lastMinute: this.#last,
    };
  }
}
