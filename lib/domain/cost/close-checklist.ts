import type { KeptFinding } from './checklist-finding';

/** What speaks for or against closing a month. */
export const checklistIds = [
  'month-over',
  'added-up',
  'missing',
  'quarantined',
  'overlapping',
  'unsettled',
  'estimates',
  'unallocated',
  'invoices',
] as const;
export type ChecklistId = (typeof checklistIds)[number];

/**
 * `clear`: nothing speaks against closing. `notice`: to know, and no obstacle. `override`: an obstacle that a person with a
 * reason may pass. `refused`: it cannot be closed.
 */
export const checklistStates = ['clear', 'notice', 'override', 'refused'] as const;
export type ChecklistState = (typeof checklistStates)[number];

/** One thing looked at, with what was found; nothing where it is clear. */
export interface ChecklistItem {
  id: ChecklistId;
  state: ChecklistState;
  found: KeptFinding[];
}

/** Whether a month can be closed: at once, with a reason, or not at all. */
export function judgeChecklist(items: readonly ChecklistItem[]): 'clear' | 'override' | 'refused' {
  if (items.some(({ state }) => state === 'refused')) return 'refused';
  return items.some(({ state }) => state === 'override') ? 'override' : 'clear';
}
