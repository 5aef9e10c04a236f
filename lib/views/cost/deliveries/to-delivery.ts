import type { Delivery, OtherDelivery } from '@/lib/api/contracts/deliveries';
import type { ListedDelivery } from '@/lib/store/cost-ledger/list-deliveries';

/** A delivery as the API tells it. `isBounded`: its counts and columns tell of rows beyond what the reader may see. */
export function toDelivery(listed: ListedDelivery, { isBounded }: { isBounded: boolean }): Delivery {
  const { rolledAt, rulesVersion, billingAccounts: _, dismissal, ...told } = listed;
  return {
    ...told,
    deliveredAt: told.deliveredAt?.toISOString() ?? null,
    arrivedAt: told.arrivedAt.toISOString(),
    supersededAt: told.supersededAt?.toISOString() ?? null,
    dismissal:
      dismissal === null
        ? null
        : { ...dismissal, at: dismissal.at.toISOString(), reason: isBounded ? null : dismissal.reason },
    addedUp: rolledAt === null ? null : { at: rolledAt.toISOString(), rulesVersion },
    ...(isBounded ? { rows: null, rejectedRows: null, missing: null, unknown: null } : {}),
  };
}

/** The same of one that stands beside another. */
export function toOther(listed: ListedDelivery, bounds: { isBounded: boolean }): OtherDelivery {
  const { id, title, source, scope, state, dismissal, arrivedAt, supersededAt, supersededBy, rows, rejectedRows } =
    toDelivery(listed, bounds);
  return { id, title, source, scope, state, dismissal, arrivedAt, supersededAt, supersededBy, rows, rejectedRows };
}
