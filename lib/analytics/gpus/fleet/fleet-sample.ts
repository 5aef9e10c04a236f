import type { MetricName, MetricSubject } from '@/lib/domain/metric';

/** The newest sample of a series. */
export interface FleetSample {
  series: {
    connectionId: string;
    metric: MetricName;
    definition: string;
    subject: MetricSubject;
    attributes: Readonly<Record<string, string>>;
  };
  at: Date;
  value: number;
}

/** A connection that samples come through. */
interface SampleSource {
  connectionId: string;
  /** What was measured before says nothing of now. */
  freshFromMs: number;
  /** When the newest that was placed was measured. */
  newestMs: number;
}

/** The connections that samples come through. */
export class SampleSources {
  readonly #sources = new Map<string, SampleSource>();
  #last: SampleSource | null = null;

  /** @param maxAges By connection, how old a sample may be and still tell of now, in milliseconds; nothing of others does. */
  constructor(
    readonly maxAges: ReadonlyMap<string, number>,
    readonly now: Date,
  ) {}

  /** Samples of one source come one after another. */
  of(connectionId: string): SampleSource {
    if (this.#last?.connectionId === connectionId) return this.#last;
    const known = this.#sources.get(connectionId);
    const maxAgeMs = this.maxAges.get(connectionId);
    const freshFromMs = maxAgeMs === undefined ? Number.POSITIVE_INFINITY : this.now.getTime() - maxAgeMs;
    const source = known ?? { connectionId, freshFromMs, newestMs: Number.NEGATIVE_INFINITY };
    this.#sources.set(connectionId, source);
    this.#last = source;
    return source;
  }
}

/** When a connection last measured what some readings are of, in milliseconds; null: it did not. */
export function newestOf(readings: readonly { connectionId: string; at: Date }[], connectionId: string): number | null {
  let newest: number | null = null;
  for (const reading of readings)
    if (reading.connectionId === connectionId && (newest === null || reading.at.getTime() > newest))
      newest = reading.at.getTime();
  return newest;
}
