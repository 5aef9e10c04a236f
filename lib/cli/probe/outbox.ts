import type { ProbeResult } from '@/lib/api/contracts/probes';
import { oldestResultMs, type ProbeMinute } from '@/lib/domain/probe/probe';

/** A day of ten targets: beyond it the oldest are thrown away, so that an outage cannot fill the memory. */
const mostKept = 15_000;
const mostSentBytes = 900_000;
const mostSentMinutes = 1_000;

interface Kept {
  at: number;
  json: string;
}

/** What was measured and not yet taken, the oldest first, as the JSON it is sent as. */
export class Outbox {
  #kept: Kept[] = [];
  #dropped = 0;

  get size(): number {
    return this.#kept.length;
  }

  /** Minutes thrown away since somebody was last told. */
  get dropped(): number {
    return this.#dropped;
  }

  add(minutes: readonly ProbeMinute[]): void {
    for (const minute of minutes)
      this.#kept.push({ at: minute.minute.getTime(), json: JSON.stringify(toResult(minute)) });
    this.#drop(this.#kept.length - mostKept);
  }

  /** Throws away what the console would refuse for its age. */
  dropOld(nowMs: number): void {
    const isOld = ({ at }: Kept) => at < nowMs - oldestResultMs;
    this.#drop(this.#kept.filter(isOld).length);
  }

  /** As much as goes into one report, the oldest; empty when there is nothing. */
  next(): string[] {
    const rows: string[] = [];
    let bytes = 0;
    for (const { json } of this.#kept) {
      bytes += json.length + 1;
      if (rows.length === mostSentMinutes || bytes > mostSentBytes) break;
      rows.push(json);
    }
    return rows;
  }

  /** Forgets what was taken, and the number of those thrown away that was told with it. */
  sent(rows: number, dropped: number): void {
    this.#kept = this.#kept.slice(rows);
    this.#dropped -= dropped;
  }

  #drop(many: number): void {
    if (many <= 0) return;
    this.#kept = this.#kept.slice(many);
    this.#dropped += many;
  }
}

function toResult({ minute, sketch, ...counts }: ProbeMinute): ProbeResult {
  const packed = sketch === null ? null : Buffer.from(sketch).toString('base64');
  const { target, sent, lost, failed, fault, jitterSumNs, jitterPairs } = counts;
  return { target, minute: minute.toISOString(), sent, lost, failed, fault, jitterSumNs, jitterPairs, sketch: packed };
}
