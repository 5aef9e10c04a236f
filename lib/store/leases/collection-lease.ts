import { type Capability, capabilities } from '@/lib/domain/provider';

/** What a worker leases while it collects one capability of one connection. */
export function toCollectionLease(connectionId: string, capability: Capability): string {
  return `collect:${capability}:${connectionId}`;
}

/** Every lease a collection of this connection could hold. */
export function toCollectionLeases(connectionId: string): string[] {
  return capabilities.map((capability) => toCollectionLease(connectionId, capability));
}

/** SQL: whether the worker of a `collection_run` row still holds its lease. One that does not has died or lost it. */
export const isRunHeldSql = `EXISTS (
  SELECT 1 FROM lease
  WHERE lease.name = 'collect:' || collection_run.capability || ':' || collection_run.connection_id
    AND lease.fencing_token = collection_run.fencing_token AND lease.expires_at > now())`;
