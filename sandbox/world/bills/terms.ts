import { accounts } from '../aws/geography';
import { hourMs } from '../aws/plan/plan';
import { subscriptions } from '../azure/geography';
import { billedAccount } from './aws/aws-line';
import { awsServices } from './aws/aws-services';
import { azureServices } from './azure/azure-catalogue';
import type { BilledAccount, BilledService, BillingProvider, BillLine } from './charge';
import { googleServices } from './google-cloud/google-catalogue';
import { billedProject } from './google-cloud/google-line';
import { type Exact, exact, times } from './money';

/** What the factory agreed with a provider, and how that provider bills. */
export interface Terms {
  billingAccount: BilledAccount;
  /** The account that fees, credits and refunds are booked to. */
  payer: BilledAccount;
  currency: 'USD' | 'EUR';
  /** Fractional digits amounts are told with. */
  places: number;
  /** How often the month's figures are written anew. */
  refreshMs: number;
  /** What is left of a list price after the negotiated discount. */
  keeps: Exact;
  /** A service whose own, larger discount is found only when the month is restated. */
  restated: { service: BilledService; keeps: Exact };
  credit: { description: string; amount: Exact };
  /** Booked after the month, as a share of what was billed; null where support is paid elsewhere. */
  support: { service: BilledService; share: Exact; description: string } | null;
  /** Of what was used in Europe; null where bills come without tax. */
  taxShare: Exact | null;
}

export const termsOf: Readonly<Record<BillingProvider, Terms>> = {
  aws: {
    billingAccount: billedAccount(accounts.research.id),
    payer: billedAccount(accounts.research.id),
    currency: 'USD',
    places: 10,
    refreshMs: 8 * hourMs,
    keeps: exact('0.91'),
    restated: { service: awsServices.models, keeps: exact('0.83') },
    credit: { description: 'AWS Activate promotional credit', amount: exact('-4250.125') },
    support: { service: awsServices.support, share: exact('0.03'), description: 'AWS Support (Enterprise)' },
    taxShare: exact('0.19'),
  },
  'google-cloud': {
    billingAccount: { id: '01A2B3-C4D5E6-F7A8B9', name: 'Millwright Billing' },
    payer: billedProject('network'),
    currency: 'USD',
    places: 9,
    refreshMs: 4 * hourMs,
    keeps: exact('0.88'),
    restated: { service: googleServices.models, keeps: exact('0.8') },
    credit: { description: 'Migration credit', amount: exact('-1800.5') },
    support: { service: googleServices.support, share: exact('0.03'), description: 'Enhanced Support' },
    taxShare: exact('0.19'),
  },
  azure: {
    billingAccount: { id: '8618503', name: 'Millwright Enterprise Agreement' },
    payer: subscriptions.shared,
    currency: 'EUR',
    places: 18,
    refreshMs: 24 * hourMs,
    keeps: exact('0.93'),
    restated: { service: azureServices.containers, keeps: exact('0.85') },
    credit: { description: 'Azure credit offset', amount: exact('-2100') },
    support: null,
    taxShare: null,
  },
};

/** What a unit of a line costs after the negotiated discount; spot capacity is as the market asks. */
export function contractedPrice({ restated, keeps }: Terms, line: BillLine, isRestated: boolean): Exact {
  if (line.spotPrice !== null) return line.spotPrice;
  const kept = isRestated && line.service === restated.service ? restated.keeps : keeps;
  return times(line.listPrice, kept, 12);
}
