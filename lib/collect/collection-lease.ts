import { type Capability, capabilities } from '@/lib/domain/provider';

/** What a worker leases while it collects one capability of one connection. */
export function toCollectionLease(connectionId: string, capability: Capability): string {
  return `collect:${capability}:${connectionId}`;
}

/** Every lease a collection of this connection could hold. */
export function toCollectionLeases(connectionId: string): string[] {
  return capabilities.map((capability) => toCollectionLease(connectionId, capability));
}
