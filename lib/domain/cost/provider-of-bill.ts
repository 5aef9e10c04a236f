import type { ProviderId } from '../provider';
import type { BillingSource } from './billing-delivery';

/** Whose bills a source reads; null of one that reads anybody's. */
export const providerOfSource: Readonly<Record<BillingSource, ProviderId | null>> = {
  'aws-focus': 'aws',
  'aws-cur-2': 'aws',
  'google-cloud-focus': 'google-cloud',
  'google-cloud-detailed': 'google-cloud',
  'azure-focus': 'azure',
  'azure-actual': 'azure',
  'azure-amortized': 'azure',
  'coreweave-usage': 'coreweave',
  'on-premises-rates': null,
  'focus-file': null,
};

/**
 * What a delivery's scope is billed by. Of Azure's exports that is what they export: the same costs may be exported twice,
 * once as billed and once amortised. Of all others it is the scope itself.
 */
export function toBilledScope(source: BillingSource, scope: string): string {
  if (providerOfSource[source] !== 'azure') return scope;
  return scope.replace(/\/providers\/microsoft\.costmanagement\/exports\/.*$/i, '');
}

/** How providers name themselves in ProviderName and ServiceProviderName, lower-cased. */
export const providersByBillName: ReadonlyMap<string, ProviderId> = new Map([
  ['aws', 'aws'],
  ['amazon web services', 'aws'],
  ['google cloud', 'google-cloud'],
  ['google cloud platform', 'google-cloud'],
  ['gcp', 'google-cloud'],
  ['microsoft', 'azure'],
  ['microsoft azure', 'azure'],
  ['azure', 'azure'],
  ['coreweave', 'coreweave'],
  ['f5', 'f5-distributed-cloud'],
]);
