import { hash } from 'node:crypto';

const coreBytes = 16;
const partBytes = 8;

/** The hash of a resource in three parts, so that a read that could not tell tags or accelerators changes neither. */
export interface ContentParts {
  core: string;
  /** Null: this read could not tell. */
  accelerators: string | null;
  /** Null: this read could not tell. */
  tags: string | null;
}

/** 32 bytes: core, accelerators, tags. A part that this read could not tell is taken from what is stored, or zero. */
export function toContentHash(parts: ContentParts, stored: Buffer | null): Buffer {
  const kept = stored ?? Buffer.alloc(coreBytes + 2 * partBytes);
  return Buffer.concat([
    digest(parts.core, coreBytes),
    parts.accelerators === null
      ? kept.subarray(coreBytes, coreBytes + partBytes)
      : digest(parts.accelerators, partBytes),
    parts.tags === null ? kept.subarray(coreBytes + partBytes) : digest(parts.tags, partBytes),
  ]);
}

function digest(text: string, bytes: number): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, bytes);
}
