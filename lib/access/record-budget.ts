/** Decides which attempts of strangers are put on record. */
export interface RecordBudget {
  /**
   * Counts one attempt from a source. A number: record it, and say that so many of the source's attempts before it were
   * not recorded; null: do not record it.
   */
  take(source: string, now: Date): number | null;
}

interface Spending {
  since: number;
  recorded: number;
  unrecorded: number;
}

const maxSources = 10_000;

/**
 * At most `perSource` records a source and `overall` of all sources in a window of `windowMs`, so that no stranger can fill
 * the record and none can use up what would be recorded of another. Remembers 10,000 sources, the oldest forgotten first.
 */
export function createRecordBudget(limits: { perSource: number; overall: number; windowMs: number }): RecordBudget {
  const sources = new Map<string, Spending>();
  const all: Spending = { since: Number.NEGATIVE_INFINITY, recorded: 0, unrecorded: 0 };
  const renew = (spending: Spending, at: number): void => {
    if (at - spending.since < limits.windowMs) return;
    spending.since = at;
    spending.recorded = 0;
  };
  return {
    take(source, now) {
      const own = sources.get(source) ?? { since: now.getTime(), recorded: 0, unrecorded: 0 };
      for (const spending of [own, all]) renew(spending, now.getTime());
      sources.delete(source);
      sources.set(source, own);
      const [oldest] = sources.keys();
      if (sources.size > maxSources && oldest !== undefined) sources.delete(oldest);
      if (own.recorded >= limits.perSource || all.recorded >= limits.overall) {
        own.unrecorded += 1;
        return null;
      }
      const { unrecorded } = own;
      own.recorded += 1;
      all.recorded += 1;
      own.unrecorded = 0;
      return unrecorded;
    },
  };
}
