import { Refusal } from '@/lib/domain/refusal';
import type { MetricWindow } from '@/lib/providers/contract/provider';

/** What somebody wants to know of a source. */
export interface Question {
  connectionId: string;
  /** Names one series of the connection. */
  series: string;
  window: MetricWindow;
  /** Aborted when whoever asks does not wait any longer. */
  signal: AbortSignal;
}

interface Running<T> {
  window: MetricWindow;
  waiting: number;
  stop: AbortController;
  answer: Promise<T>;
}

/**
 * Questions to sources that people wait for, in this process: of one series one at a time, whose answer all get that it
 * reaches far enough for, and of one connection no more than `most` at once.
 */
export class SharedQuestions<T extends object> {
  readonly #most: number;
  readonly #running = new Map<string, Map<string, Running<T>>>();

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * The answer of `run`, or of a question on its way that holds this one; null when the signal was aborted before it came.
   * `run` is told when nobody waits for it any more. Throws what `run` throws, and a `too-many` Refusal.
   */
  async ask({ connectionId, series, window, signal }: Question, run: (signal: AbortSignal) => Promise<T>) {
    for (;;) {
      if (signal.aborted) return null;
      const running = this.#running.get(connectionId)?.get(series);
      if (running === undefined) break;
      if (!running.stop.signal.aborted && holds(running.window, window)) return this.#wait(running, signal);
      await untilAborted(signal, (gone) => Promise.race([Promise.allSettled([running.answer]), gone]));
    }
    return this.#wait(this.#start({ connectionId, series, window }, run), signal);
  }

  #start({ connectionId, series, window }: Omit<Question, 'signal'>, run: (signal: AbortSignal) => Promise<T>) {
    const ofConnection = this.#running.get(connectionId) ?? new Map<string, Running<T>>();
    if (ofConnection.size >= this.#most)
      throw new Refusal(
        'too-many',
        `The source is being asked ${this.#most} questions already. Try again in a moment.`,
      );
    const stop = new AbortController();
    const answer = run(stop.signal).finally(() => {
      ofConnection.delete(series);
      if (ofConnection.size === 0) this.#running.delete(connectionId);
    });
    const running = { window, waiting: 0, stop, answer };
    ofConnection.set(series, running);
    this.#running.set(connectionId, ofConnection);
    return running;
  }

  async #wait(running: Running<T>, signal: AbortSignal): Promise<T | null> {
    running.waiting += 1;
    try {
      const answer = await untilAborted(signal, (gone) => Promise.race([running.answer, gone]));
      if (answer !== null || running.waiting > 1) return answer;
      // Nobody else waits. What was asked until now is still put on record by who asked it.
      running.stop.abort();
      await running.answer;
      return null;
    } finally {
      running.waiting -= 1;
    }
  }
}

function holds(wide: MetricWindow, narrow: MetricWindow): boolean {
  return wide.from <= narrow.from && wide.to >= narrow.to;
}

/** Gives `wait` a promise that is null once the signal is aborted, and takes its listener away afterwards. */
async function untilAborted<R>(signal: AbortSignal, wait: (gone: Promise<null>) => Promise<R>): Promise<R> {
  const over = new AbortController();
  const gone = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true, signal: over.signal });
  });
  try {
    return await wait(gone);
  } finally {
    over.abort();
  }
}
