import { Refusal } from '@/lib/domain/refusal';
import type { CloseDelivery } from '@/lib/store/cost-close/close-delivery';
import type { CloseLedger } from '@/lib/store/cost-close/close-ledger';
import { readClosedDeliveries, readCountedDeliveries } from '@/lib/store/cost-close/read-close-deliveries';
import { readCloses, type StoredClose } from '@/lib/store/cost-close/read-closes';
import type { Database } from '@/lib/store/database/database';

/** A month's close and what it is compared with. */
export interface ComparedMonth {
  /** Of the month, the last first. */
  closes: StoredClose[];
  /** Null: the month was never closed. */
  close: StoredClose | null;
  closed: CloseDelivery[];
  now: CloseDelivery[];
}

/** What a month's close counted and what counts at an instant. Throws a `not-found` Refusal when it has no such close. */
export async function readComparedMonth(
  { pool }: Database,
  { root }: CloseLedger,
  { month, number, asOf }: { month: string; number: number | undefined; asOf: Date },
): Promise<ComparedMonth> {
  const closes = await readCloses(pool, month);
  const close = number === undefined ? (closes[0] ?? null) : (closes.find((one) => one.number === number) ?? null);
  if (number !== undefined && close === null) throw new Refusal('not-found', `${month} has no close ${number}.`);
  const [closed, now] = await Promise.all([
    close === null ? [] : readClosedDeliveries(pool, root, close.id),
    readCountedDeliveries(pool, root, month, asOf),
  ]);
  return { closes, close, closed, now };
}
