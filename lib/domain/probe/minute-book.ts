import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import type { ProbeFault, ProbeKind, ProbeMinute, ProbeOutcome } from './probe';

const minuteMs = 60_000;

interface OpenMinute {
  target: string;
  start: number;
  sent: number;
  lost: number;
  failed: number;
  fault: ProbeFault | null;
  jitterSumNs: number;
  jitterPairs: number;
  values: LogSketch;
}

/** Gathers what came of attempts into minutes, target by target. An attempt belongs to the minute in which it began. */
export class MinuteBook {
  readonly #open = new Map<string, OpenMinute>();
  /** The round trip before, where it was answered. */
  readonly #before = new Map<string, number>();

  /** Takes in what came of an attempt; those of one target in the order they began. */
  record(target: string, kind: ProbeKind, beganAtMs: number, outcome: ProbeOutcome): void {
    const minute = this.#minuteOf(target, Math.floor(beganAtMs / minuteMs) * minuteMs);
    const before = this.#before.get(target);
    this.#before.delete(target);
    if (outcome.is === 'failed') {
      minute.failed += 1;
      minute.fault = outcome.fault;
      return;
    }
    minute.sent += 1;
    if (outcome.is === 'lost') {
      minute.lost += 1;
      return;
    }
    minute.values.record(outcome.value);
    if (kind === 'throughput') return;
    this.#before.set(target, outcome.value);
    if (before === undefined) return;
    minute.jitterSumNs += Math.abs(outcome.value - before);
    minute.jitterPairs += 1;
  }

  /** Takes out the minutes that began before an instant; what comes of them later begins them anew. */
  takeBefore(instantMs: number): ProbeMinute[] {
    const taken: ProbeMinute[] = [];
    for (const [key, { start, values, ...rest }] of this.#open) {
      if (start >= instantMs) continue;
      this.#open.delete(key);
      taken.push({ ...rest, minute: new Date(start), sketch: packSketch(values) });
    }
    return taken;
  }

  /** Forgets the round trip before of targets that are no longer measured. */
  keepOnly(targets: ReadonlySet<string>): void {
    for (const target of this.#before.keys()) if (!targets.has(target)) this.#before.delete(target);
  }

  #minuteOf(target: string, start: number): OpenMinute {
    const key = `${target} ${start}`;
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const counts = { sent: 0, lost: 0, failed: 0, fault: null, jitterSumNs: 0, jitterPairs: 0 };
    const made: OpenMinute = { target, start, ...counts, values: new LogSketch() };
    this.#open.set(key, made);
    return made;
  }
}
