import type { Capability } from '@/lib/domain/provider';
import { collectInventory } from './collect-inventory';
import type { Collector } from './collector';

/** Who collects what. */
export const collectors: Partial<Record<Capability, Collector>> = { inventory: collectInventory };
