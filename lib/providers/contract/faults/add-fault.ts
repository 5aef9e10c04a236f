import type { ProviderError } from '../provider-error';

/**
 * Adds a fault to those of one reading. One like the last added is not held beside it: it counts, but thousands of
 * things that fail alike take the room of one.
 */
export function addFault(faults: ProviderError[], fault: ProviderError): void {
  const last = faults.at(-1);
  const isAlike =
    last !== undefined && last.kind === fault.kind && last.operation === fault.operation && last.code === fault.code;
  faults.push(isAlike ? last : fault);
}
