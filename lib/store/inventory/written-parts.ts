import type { InventoryScope } from './inventory-scope';

/** What a run has written of one scope while its listing went on. */
export interface WrittenPart {
  /** Of every resource written, as stored. */
  nativeIds: Set<string>;
  /** Those of them that were stored before the run, but not as present in the scope. */
  returned: Set<string>;
  /** What was read and refused. */
  foreign: number;
  /** What was read, taken or not. */
  read: number;
}

/** What one run has written of scopes in parts, until each scope comes to its end. */
export class WrittenParts {
  readonly #parts = new Map<string, WrittenPart>();

  /** Of this scope; made if nothing was written of it yet. */
  of(scope: InventoryScope): WrittenPart {
    const key = toKey(scope);
    const known = this.#parts.get(key);
    if (known) return known;
    const made = nothingWritten();
    this.#parts.set(key, made);
    return made;
  }

  /** Of this scope, and forgets it. */
  take(scope: InventoryScope): WrittenPart {
    const key = toKey(scope);
    const known = this.#parts.get(key) ?? nothingWritten();
    this.#parts.delete(key);
    return known;
  }
}

export function nothingWritten(): WrittenPart {
  return { nativeIds: new Set(), returned: new Set(), foreign: 0, read: 0 };
}

function toKey({ account, region, kind }: InventoryScope): string {
  return JSON.stringify([account, region, kind]);
}
