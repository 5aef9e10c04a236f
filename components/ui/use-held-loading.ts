'use client';
import { useEffect, useRef, useState } from 'react';

const shownAfterMs = 200;
const heldForMs = 400;

/**
 * Whether to keep the skeleton in place. True while loading; once the skeleton has become visible (after 200 ms)
 * it stays for 400 ms more at least, so that it never flickers.
 */
export function useHeldLoading(isLoading: boolean): boolean {
  const [isHeld, setIsHeld] = useState(false);
  const startedAt = useRef<number | null>(null);

  useEffect(() => {
    if (isLoading) {
      startedAt.current = performance.now();
      setIsHeld(true);
      return;
    }
    if (startedAt.current === null) return;
    const elapsedMs = performance.now() - startedAt.current;
    startedAt.current = null;
    const remainingMs = elapsedMs < shownAfterMs ? 0 : shownAfterMs + heldForMs - elapsedMs;
    const timer = setTimeout(() => setIsHeld(false), Math.max(0, remainingMs));
    return () => clearTimeout(timer);
  }, [isLoading]);

  return isLoading || isHeld;
}
