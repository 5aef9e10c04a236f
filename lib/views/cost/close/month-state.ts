import type { MonthState } from '@/lib/api/contracts/cost-close';
import type { StoredClose } from '@/lib/store/cost-close/read-closes';
import { endOf } from '@/lib/store/cost-close/sum-charge-days';

/** How a month stands, by its last close. */
export function toMonthState(month: string, last: StoredClose | undefined, now: Date): MonthState {
  if (last !== undefined) return last.reopening === null ? 'closed' : 'reopened';
  return now < endOf(month) ? 'running' : 'open';
}
