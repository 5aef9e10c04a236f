import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingDelivery, CostRead } from '../../contract/cost';
import { toCompleteness } from '../../contract/faults/to-gaps';
import type { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { findFolders } from './find-folders';
import { readFolder } from './read-folder';

/** Names what the connection's exports delivered for these months. A connection that names no export has no bills. */
export async function* readCost(
  session: AzureSession,
  months: readonly BillingMonth[],
): AsyncGenerator<CostRead, void> {
  const context = new AzureContext(session);
  const faults: ProviderError[] = [];
  const found = new Map<string, BillingDelivery>();
  // One folder may lie in another, and then both tell of the same run.
  for (const folder of await findFolders(context, faults))
    for (const delivery of await readFolder(context, folder, months, faults))
      found.set([delivery.source, delivery.scope, delivery.billingMonth].join(' '), delivery);
  const deliveries = [...found.values()].sort((a, b) =>
    a.billingMonth < b.billingMonth ? -1 : a.billingMonth > b.billingMonth ? 1 : 0,
  );
  for (const delivery of deliveries) yield { type: 'delivery', delivery };
  const gaps = faults.map((fault) => fault.toGap({ subject: 'bills' }));
  yield { type: 'end', completeness: toCompleteness(gaps), readAt: session.now() };
}
