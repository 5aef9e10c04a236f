import { hash } from 'node:crypto';

/** A resource in parts that are hashed apart, so that a part which a read could not tell stays as it was. */
export interface ContentParts {
  core: string;
  size: string;
  /** Null: this read could not tell. */
  accelerators: string | null;
  /** Null: this read could not tell. */
  tags: string | null;
  /** The provider's own document and what a scheduler keeps revising, which change while the resource does not. Null: this read could not tell. */
  document: string | null;
}

const bounds = { core: [0, 16], size: [16, 24], accelerators: [24, 32], tags: [32, 40], document: [40, 48] } as const;
const hashBytes = bounds.document[1];
const nothingKnown = '\0'.repeat(hashBytes);

/**
 * The parts' hashes, one after the other. A part that this read could not tell is taken from what is stored, or zero; so
 * are accelerators, but only while the size they were told for stays.
 */
export function toContentHash(parts: ContentParts, stored: Buffer | null): Buffer {
  // A character a byte until the end: a buffer for every part takes longer than hashing it.
  const known = stored?.length === hashBytes ? stored.toString('latin1') : nothingKnown;
  const size = digest(parts.size, 'size');
  const isSameSize = size === partOf(known, 'size');
  const keep = (part: keyof ContentParts, text: string | null) =>
    text === null ? partOf(known, part) : digest(text, part);
  const accelerators = keep('accelerators', parts.accelerators);
  return Buffer.from(
    digest(parts.core, 'core') +
      size +
      (isSameSize || parts.accelerators !== null ? accelerators : partOf(nothingKnown, 'accelerators')) +
      keep('tags', parts.tags) +
      keep('document', parts.document),
    'latin1',
  );
}

/** What differs between two hashes: nothing, the part of the provider's document alone, or the resource. */
export function compareHashes(before: Buffer, after: Buffer): 'same' | 'document' | 'changed' {
  if (before.equals(after)) return 'same';
  const [start] = bounds.document;
  return before.subarray(0, start).equals(after.subarray(0, start)) ? 'document' : 'changed';
}

function partOf(contentHash: string, part: keyof ContentParts): string {
  return contentHash.slice(...bounds[part]);
}

function digest(text: string, part: keyof ContentParts): string {
  const [start, end] = bounds[part];
  return hash('sha256', text, 'binary').slice(0, end - start);
}
