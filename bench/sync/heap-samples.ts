const everyMs = 500;
const pattern = /^nodejs_heap_size_used_bytes ([0-9.e+]+)$/m;

/** The heap a process says it uses, sampled from its metrics port while something goes on. */
export class HeapSamples {
  /** Megabytes, in order of time. */
  readonly megabytes: number[] = [];
  readonly #url: string;
  readonly #stopping = new AbortController();
  readonly #sampling: Promise<void>;

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}/metrics`;
    this.#sampling = this.#sample();
  }

  /** The median of the last third over that of the first: about 1 where the heap is flat. */
  growth(): number {
    const third = Math.floor(this.megabytes.length / 3);
    if (third === 0) throw new RangeError('There are too few samples to tell whether the heap grew.');
    return median(this.megabytes.slice(-third)) / median(this.megabytes.slice(0, third));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sampling;
  }

  async #sample(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // A process busy with its own work answers late; that sample is merely missing.
      const text = await fetch(this.#url, { signal: AbortSignal.timeout(10_000) }).then(
        (response) => response.text(),
        () => '',
      );
      const bytes = pattern.exec(text)?.[1];
      if (bytes !== undefined) this.megabytes.push(Number(bytes) / 1_000_000);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}

function median(values: number[]): number {
  const middle = [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('There are no samples.');
  return middle;
}
