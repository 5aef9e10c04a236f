import type { BillingSource, CostBasis } from './billing-delivery';

/** How long a provider may still change what it delivered. */
type Settling =
  /** The last so many days before a delivery may still grow. */
  | { kind: 'days'; days: number }
  /** All of a month may change until so many hours after its end. */
  | { kind: 'month'; hours: number }
  /** What was delivered stands. */
  | { kind: 'at-once' };

/**
 * By source. AWS: usage reaches a data export within up to three days. Azure: charges may change until 72 hours after the
 * billing period ends ("Understand Cost Management data"). Google promises no time; most usage arrives within a day, late
 * usage within a few: three days is our own choice. CoreWeave does not say; it is treated like Google.
 */
const settlings: Record<BillingSource, Settling> = {
  'aws-focus': { kind: 'days', days: 3 },
  'aws-cur-2': { kind: 'days', days: 3 },
  'google-cloud-focus': { kind: 'days', days: 3 },
  'google-cloud-detailed': { kind: 'days', days: 3 },
  'azure-focus': { kind: 'month', hours: 72 },
  'azure-actual': { kind: 'month', hours: 72 },
  'azure-amortized': { kind: 'month', hours: 72 },
  'coreweave-usage': { kind: 'days', days: 3 },
  'on-premises-rates': { kind: 'at-once' },
  'focus-file': { kind: 'at-once' },
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** What of a delivery decides whether it is settled. Days are texts, `2026-11-01`. */
interface Delivered {
  source: BillingSource;
  basis: CostBasis;
  /** The first day of the month. */
  billingMonth: string;
  deliveredAt: Date;
}

/** The first day whose costs may still change after this delivery; null: all of them stand. An estimate never settles. */
export function toUnsettledFrom({ source, basis, billingMonth, deliveredAt }: Delivered): string | null {
  if (basis === 'provider-estimate') return billingMonth;
  const settling = settlings[source];
  if (settling.kind === 'at-once') return null;
  const month = new Date(billingMonth);
  const end = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1);
  if (settling.kind === 'month') return deliveredAt.getTime() < end + settling.hours * hourMs ? billingMonth : null;
  const from = toDay(new Date(deliveredAt.getTime() - settling.days * dayMs));
  if (from >= toDay(new Date(end))) return null;
  return from < billingMonth ? billingMonth : from;
}

/** The last day that a delivery can tell whole: none after the day before it was delivered, nor after its month. */
export function toCompleteTo({ billingMonth, deliveredAt }: Delivered): string {
  const month = new Date(billingMonth);
  const lastOfMonth = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0));
  const before = new Date(deliveredAt.getTime() - dayMs);
  return toDay(before < lastOfMonth ? before : lastOfMonth);
}

function toDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
