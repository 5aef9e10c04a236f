import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import type { ChecklistId, ChecklistState } from '@/lib/domain/cost/close-checklist';
import type { ReconciliationState } from '@/lib/domain/cost/reconcile-invoices';

/** Why a closed month's costs changed: a name, and what counts as it. */
export const causeWords: Record<ChangeCause, { title: string; says: string }> = {
  'late-usage': {
    title: 'Late usage',
    says: 'Usage that the bill did not tell at the close, and more of what it told, at the same price.',
  },
  'usage-withdrawn': { title: 'Usage taken back', says: 'Usage that is gone from the bill, or less of it.' },
  correction: { title: 'Corrections and credits', says: 'Corrections, refunds, credits and adjustments.' },
  price: {
    title: 'Price',
    says: 'The same usage at another price: another discount, or a commitment that covers it now.',
  },
  commitment: { title: 'Unused commitments', says: 'What commitments left unused.' },
  fees: { title: 'Fees, purchases and taxes', says: 'Support, purchases of commitments and taxes.' },
  rate: { title: 'Exchange rate', says: 'Another rate of the currency. Only of figures that are converted.' },
  source: {
    title: 'Another source',
    says: 'A bill that counts now and did not at the close, one that was taken out, or one chosen in place of another.',
  },
  tags: {
    title: 'Tags changed',
    says: 'The provider tells other tags, so that the same line belongs to another team or site. The total stays.',
  },
  rules: {
    title: 'Allocation rules',
    says: 'Other rules give the same lines to another team or site. The total stays.',
  },
  other: {
    title: 'Other',
    says: 'None of these: a line changed and has no quantity that would say why, or a bill tells the cost now or then alone.',
  },
};

export const checklistWords: Record<ChecklistId, string> = {
  'month-over': 'The month is over',
  'added-up': 'Every bill is added up',
  missing: 'Every source delivered the whole month',
  quarantined: 'No bill is in quarantine',
  overlapping: 'No bill overlaps another',
  unsettled: 'Providers no longer change it',
  estimates: 'Everything is billed',
  unallocated: 'Every cost belongs to a team',
  invoices: 'Every invoice is reconciled',
};

export const checklistStateWords: Record<ChecklistState, string> = {
  clear: 'Yes',
  notice: 'To know',
  override: 'Needs a reason',
  refused: 'Not yet',
};

export const reconciliationWords: Record<ReconciliationState, { title: string; says: string }> = {
  matched: { title: 'Matched', says: 'Alike to the smallest unit of the currency.' },
  difference: { title: 'Differs', says: 'Invoice and ledger are not alike.' },
  'only-ledger': { title: 'No invoice entered', says: 'The ledger has it, and nobody entered the invoice.' },
  'only-invoice': { title: 'Not in the ledger', says: 'The invoice was entered, and no row of the ledger is of it.' },
  'not-final': { title: 'Not final', says: 'Rows carry no invoice number yet: the provider still makes the bill.' },
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A month, `2026-10`, as people read it: `October 2026`. */
export function formatMonth(month: string): string {
  const [year = '', number] = month.split('-');
  return `${months[Number(number) - 1]} ${year}`;
}
