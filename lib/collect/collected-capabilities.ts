import type { Capability } from '@/lib/domain/provider';
import { declaredCapabilities, type Provider } from '@/lib/providers/contract/provider';

/** What the worker can collect: what there is a store for. */
const collected: readonly Capability[] = ['inventory', 'metrics', 'cost', 'prices'];

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

/** What is first read this much later than the rest, in milliseconds: years of bills would be in its way. Prices are read in seconds. */
const laterMs: Partial<Record<Capability, number>> = { cost: 3 * 60_000, prices: 60_000 };

/** The schedules that a connection to this provider has, each with when it is first due. */
export function collectedSchedules(provider: Provider, firstDueAt: Date): (CollectedSchedule & { nextDueAt: Date })[] {
  return collectedCapabilities(provider).map((capability) => ({
    capability,
    intervalMs: intervalOf(provider, capability),
    nextDueAt: toFirst(firstDueAt, capability),
  }));
}

function toFirst(due: Date, capability: Capability): Date {
  const later = laterMs[capability];
  return later === undefined ? due : new Date(due.getTime() + later);
}

function intervalOf({ metrics, cost, prices }: Provider, capability: Capability): number | null {
  if (capability === 'metrics') return metrics?.defaultIntervalMs ?? null;
  if (capability === 'prices') return prices?.defaultIntervalMs ?? null;
  return capability === 'cost' ? (cost?.defaultIntervalMs ?? null) : null;
}
