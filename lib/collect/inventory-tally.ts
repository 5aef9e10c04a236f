import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { PartCounts, ScopeWritten } from '@/lib/store/inventory/write-scope';
import type { RunCounts } from '@/lib/store/runs/collection-run';
import type { CollectionResult } from './collector';

/** Adds up what a run read, wrote and missed. */
export class InventoryTally {
  readonly #counts: RunCounts = { seen: 0, added: 0, changed: 0, gone: 0, held: 0 };
  readonly #gaps: Gap[] = [];
  #readAnything = false;
  #isEnumerated = false;

  addScope(result: ReadResult<InventoryItem>, { counts, gaps }: ScopeWritten): void {
    this.addPart(counts);
    this.addRetired(counts);
    this.#gaps.push(...gaps);
    if (result.completeness.complete) this.#readAnything = true;
  }

  /** A part of a scope was written; the rest comes with `addScope`. */
  addPart({ seen, added, changed }: PartCounts): void {
    this.#counts.seen += seen;
    this.#counts.added += added;
    this.#counts.changed += changed;
    if (seen > 0) this.#readAnything = true;
  }

  addRetired({ gone, held }: Pick<RunCounts, 'gone' | 'held'>): void {
    this.#counts.gone += gone;
    this.#counts.held += held;
  }

  /** The enumeration came; with no gaps, every scope there is has been named. */
  addEnumeration(gaps: readonly Gap[]): void {
    this.#gaps.push(...gaps);
    if (gaps.length === 0) this.#isEnumerated = true;
  }

  addGaps(gaps: readonly Gap[]): void {
    this.#gaps.push(...gaps);
  }

  /** Complete when every scope there is was read without a gap; failed when nothing was read. */
  toResult(notBefore: Date | null): CollectionResult {
    const gaps = withoutRepeats(this.#gaps);
    if (gaps.length === 0 && this.#isEnumerated)
      return { outcome: 'complete', counts: { ...this.#counts }, gaps, notBefore };
    if (gaps.length === 0) gaps.push(unended);
    const outcome = this.#readAnything ? 'partial' : 'failed';
    return { outcome, counts: this.#readAnything ? { ...this.#counts } : null, gaps, notBefore };
  }
}

const unended: Gap = {
  fault: 'response-unexpected',
  message: 'The read ended without saying what there is to read, so it may have missed something.',
};

/** The same fault at the same place is told once: an enumeration repeats what its scopes said. */
function withoutRepeats(gaps: readonly Gap[]): Gap[] {
  const byKey = new Map(gaps.map((gap) => [JSON.stringify(Object.entries(gap).sort()), gap]));
  return [...byKey.values()];
}
