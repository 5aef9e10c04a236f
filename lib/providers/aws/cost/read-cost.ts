import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingDelivery, CostRead } from '../../contract/cost';
import { toCompleteness } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import type { AwsSession } from '../connect/credentials';
import { openBilling } from './billing-context';
import { findExports } from './find-exports';
import { readExport } from './read-export';

/** Names what the connection's data exports delivered for these months. A connection that names no export has no bills. */
export async function* readCost(session: AwsSession, months: readonly BillingMonth[]): AsyncGenerator<CostRead, void> {
  const faults: ProviderError[] = [];
  const deliveries: BillingDelivery[] = [];
  if (session.settings.billingExports.length > 0) {
    try {
      const context = await openBilling(session);
      for (const found of await findExports(context, faults))
        deliveries.push(...(await readExport(context, found, months, faults)));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.push(error);
    }
  }
  deliveries.sort((a, b) => (a.billingMonth < b.billingMonth ? -1 : a.billingMonth > b.billingMonth ? 1 : 0));
  for (const delivery of deliveries) yield { type: 'delivery', delivery };
  const gaps = faults.map((fault) => fault.toGap({ subject: 'bills' }));
  yield { type: 'end', completeness: toCompleteness(gaps), readAt: session.now() };
}
