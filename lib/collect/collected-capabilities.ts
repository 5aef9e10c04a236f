import type { Capability } from '@/lib/domain/provider';
import { declaredCapabilities, type Provider } from '@/lib/providers/contract/provider';

/** What the worker can collect: what there is a store for. */
const collected: readonly Capability[] = ['inventory', 'metrics', 'cost'];

/** The capabilities of the provider that are collected on a schedule. */
export function collectedCapabilities(provider: Provider): Capability[] {
  return declaredCapabilities(provider).filter((capability) => collected.includes(capability));
}

/** When a capability of a connection is collected. */
interface CollectedSchedule {
  capability: Capability;
  /** In milliseconds; null: at the interval of the connection, which people set for its inventory. */
  intervalMs: number | null;
}

/** A connection's bills are first read this much later than the rest, in milliseconds: years of them would be in its way. */
const billsLaterMs = 3 * 60_000;

/** The schedules that a connection to this provider has, each with when it is first due. */
export function collectedSchedules(provider: Provider, firstDueAt: Date): (CollectedSchedule & { nextDueAt: Date })[] {
  return collectedCapabilities(provider).map((capability) => ({
    capability,
    intervalMs: intervalOf(provider, capability),
    nextDueAt: capability === 'cost' ? new Date(firstDueAt.getTime() + billsLaterMs) : firstDueAt,
  }));
}

function intervalOf({ metrics, cost }: Provider, capability: Capability): number | null {
  if (capability === 'metrics') return metrics?.defaultIntervalMs ?? null;
  return capability === 'cost' ? (cost?.defaultIntervalMs ?? null) : null;
}
