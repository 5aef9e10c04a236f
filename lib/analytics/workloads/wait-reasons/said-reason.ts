/** Why a scheduler or a service lets a piece of work wait, in its own terms. */
export interface RawReason {
  code: string;
  message: string | null;
}

/** The same in sentences for somebody who never saw the scheduler. */
export interface SaidReason {
  words: string;
  /** What would let it start, or whom to ask; null where nothing can be said. */
  remedy: string | null;
}

/** The first letter large, a full stop at the end. */
export function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
