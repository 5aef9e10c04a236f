import type { CostBasis } from './billing-delivery';
import type { ReconciliationState } from './reconcile-invoices';

/** Everything that a checklist of a close can find, each with what is to be said of it. Days are texts, `2026-10-31`. */
export type ChecklistFinding =
  | { code: 'month-not-over'; lastDay: string }
  | { code: 'not-added-up'; title: string }
  | { code: 'never-delivered'; connection: string }
  | { code: 'first-bill-later'; title: string; month: string }
  | { code: 'not-delivered'; title: string }
  /** Its last day that is told whole lies within the month. */
  | { code: 'told-in-part'; title: string; to: string }
  | { code: 'nothing-told' }
  /** `rows` 0: not a row, but a file could not be read. */
  | { code: 'unread'; title: string; rows: number; isDismissed: boolean }
  /** It does not count; `by`: what tells its costs, but for those of the accounts and days that none tells. */
  | {
      code: 'overlap';
      title: string;
      by: string[];
      untoldAccounts: string[];
      untoldDays: { from: string; to: string }[];
    }
  | { code: 'may-change'; title: string; from: string }
  | { code: 'estimate'; title: string }
  /** Effective costs that belong to no team, in tenths of a percent of all; null: the costs come to nothing or less. */
  | { code: 'no-team'; currency: string | null; basis: CostBasis; tenths: number | null }
  | {
      code: 'invoice';
      state: Exclude<ReconciliationState, 'matched'>;
      provider: string | null;
      billingAccount: string | null;
      invoiceNumbers: string[];
    };

/** What a checklist found. A text: a sentence that a close of old keeps, which is never changed. */
export type KeptFinding = ChecklistFinding | string;

const codes: Record<ChecklistFinding['code'], true> = {
  'month-not-over': true,
  'not-added-up': true,
  'never-delivered': true,
  'first-bill-later': true,
  'not-delivered': true,
  'told-in-part': true,
  'nothing-told': true,
  unread: true,
  overlap: true,
  'may-change': true,
  estimate: true,
  'no-team': true,
  invoice: true,
};

/** Whether something that a close keeps is a finding, by its code. */
export function isKeptFinding(value: unknown): value is KeptFinding {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in codes;
}
