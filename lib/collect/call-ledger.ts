import type { CallCount } from '@/lib/providers/contract/provider-calls';

type Write = (soFar: CallCount[], sinceLast: CallCount[]) => Promise<void>;

/** Keeps a run's API calls on record as they are made: what was counted once is never added twice. */
export class CallLedger {
  readonly #write: Write;
  #counts: () => CallCount[] = () => [];
  #recorded = new Map<string, CallCount>();
  #recording: Promise<void> = Promise.resolve();

  constructor(write: Write) {
    this.#write = write;
  }

  countBy(counts: () => CallCount[]): void {
    this.#counts = counts;
  }

  /** Puts on record what was called since the last time. Rejects when it could not be written; nothing is lost then. */
  record(): Promise<void> {
    const recording = this.#recording.then(() => this.#recordOnce());
    this.#recording = recording.catch(() => undefined);
    return recording;
  }

  async #recordOnce(): Promise<void> {
    const soFar = this.#counts();
    const sinceLast = soFar.flatMap((count) => this.#sinceRecorded(count));
    if (sinceLast.length === 0) return;
    await this.#write(soFar, sinceLast);
    this.#recorded = new Map(soFar.map((count) => [count.operation, count]));
  }

  #sinceRecorded(count: CallCount): CallCount[] {
    const before = this.#recorded.get(count.operation);
    if (before === undefined) return [count];
    if (before.attempts === count.attempts && before.failures === count.failures) return [];
    return [
      {
        operation: count.operation,
        attempts: count.attempts - before.attempts,
        failures: count.failures - before.failures,
        costMicroUsd: count.costMicroUsd - before.costMicroUsd,
      },
    ];
  }
}
