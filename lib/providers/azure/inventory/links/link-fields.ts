import { z } from 'zod';
import type { LinkState } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { LifecycleState } from '@/lib/domain/resource';
import { part, text } from '../fields';

/** A reference to another resource. */
export const reference = part({ id: text });

export const flag = z.boolean().optional().catch(undefined);

/** An autonomous system number; what is none counts as absent. */
export const asn = z
  .int()
  .positive()
  .max(2 ** 32 - 1)
  .optional()
  .catch(undefined);

/** The native id that a reference means; null without one. */
export function toNativeId(told: { id?: string | undefined } | undefined): string | null {
  return told?.id?.toLowerCase() ?? null;
}

/**
 * How a link stands whose source says where it is in its life and not whether it carries: not known while it is there. Its
 * metrics say more.
 */
export function toMadeState(status: LifecycleState): LinkState {
  const state = toLinkState(status);
  return state === 'provisioning' || state === 'disabled' ? state : 'unknown';
}
