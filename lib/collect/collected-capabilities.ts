import type { Capability } from '@/lib/domain/provider';
import { declaredCapabilities, type Provider } from '@/lib/providers/contract/provider';

/** What the worker can collect: what there is a store for. */
const collected: readonly Capability[] = ['inventory'];

/** The capabilities of the provider that are collected on a schedule. */
export function collectedCapabilities(provider: Provider): Capability[] {
  return declaredCapabilities(provider).filter((capability) => collected.includes(capability));
}
