/**
 * Has memory collected that would otherwise wait until there is much of it; only where the agent was started with
 * `--expose-gc`. `little`: what was read a moment ago, in a millisecond; `all`: everything, once in a while.
 */
export function giveMemoryBack(what: 'little' | 'all'): void {
  if (what === 'little') globalThis.gc?.({ type: 'minor', execution: 'sync' });
  else globalThis.gc?.();
}
