'use client';
import { useRef } from 'react';

/** A random key of 128 bits. Works on plain HTTP too, where `crypto.randomUUID` does not exist. */
function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The idempotency key of one form: the same input sent again after a lost answer keeps its key and cannot act twice;
 * a changed input gets another. Call `spend` once an answer came, so that the next submission is a new one.
 */
export function useIdempotencyKey(): { keyFor: (input: unknown) => string; spend: () => void } {
  const held = useRef<{ input: string; key: string } | null>(null);
  return {
    keyFor(input) {
      const text = JSON.stringify(input);
      if (held.current?.input !== text) held.current = { input: text, key: createKey() };
      return held.current.key;
    },
    spend() {
      held.current = null;
    },
  };
}
