import { createHash } from 'node:crypto';
import { formatAmount } from '@/lib/domain/cost/amount';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { ChecklistItem } from '@/lib/domain/cost/close-checklist';
import { toCanonicalText } from './canonical-text';
import type { ChargeDaySum } from './sum-charge-days';
import { type CloseLine, closeKeys } from './sum-close-lines';

/** A delivery as a snapshot names it; instants as ISO texts. */
export interface SnapshotDelivery {
  deliveryId: string;
  source: string;
  scope: string;
  title: string;
  basis: string;
  coverage: string;
  contentHash: string;
  arrivedAt: string;
  deliveredAt: string | null;
  rows: number;
  attribution: unknown;
  tagKeys: readonly string[];
}

/** All that a close keeps, but for its digest. */
export interface Snapshot {
  month: string;
  number: number;
  asOf: string;
  closedAt: string;
  closedBy: string;
  comment: string;
  overrideReason: string | null;
  ruleVersion: number | null;
  rates: readonly unknown[];
  checklist: readonly ChecklistItem[];
  chargeDays: readonly ChargeDaySum[];
  deliveries: readonly SnapshotDelivery[];
  lines: readonly CloseLine[];
}

/**
 * SHA-256 over a snapshot's canonical text, behind the digest of the month's close before it: who knows the last digest
 * knows that none of them was changed. `before` null: it is the month's first.
 */
export function toDigest(snapshot: Snapshot, before: Buffer | null): Buffer {
  const { lines, deliveries, ...rest } = snapshot;
  const text = toCanonicalText({
    ...rest,
    deliveries: [...deliveries].sort((one, other) => (one.deliveryId < other.deliveryId ? -1 : 1)),
    before: before === null ? null : before.toString('hex'),
    lines: lines.map((line) => [
      line.source,
      line.scope,
      line.basis,
      ...closeKeys.map((key) => line[key]),
      line.rows,
      ...costMetrics.map((metric) => {
        const { amount, untold } = line.sums[metric];
        return [amount === null ? null : formatAmount(amount), untold];
      }),
    ]),
  });
  return createHash('sha256').update(text).digest();
}
