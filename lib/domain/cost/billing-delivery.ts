/** The bills Millwright knows how to read, by the form they come in. `focus-file`: uploaded or imported by a person. */
export const billingSources = [
  'aws-focus',
  'aws-cur-2',
  'google-cloud-focus',
  'google-cloud-detailed',
  'azure-focus',
  'azure-actual',
  'azure-amortized',
  'coreweave-usage',
  'on-premises-rates',
  'focus-file',
] as const;
export type BillingSource = (typeof billingSources)[number];

/** Sources whose files are FOCUS as they are, so that a person can hand them over. */
export const importableSources = [
  'focus-file',
  'aws-focus',
  'google-cloud-focus',
  'azure-focus',
] as const satisfies readonly BillingSource[];

/**
 * Whose word an amount is. `billed`: the provider's bill, or what is to become it. `provider-estimate`: the provider says
 * it is not final in kind, e.g. a cost query. `own-estimate`: usage that Millwright priced itself.
 */
export const costBases = ['billed', 'provider-estimate', 'own-estimate'] as const;
export type CostBasis = (typeof costBases)[number];

/** A calendar month of bills, UTC: `2026-11`. */
export type BillingMonth = `${number}-${number}`;

/** The four costs of FOCUS. Never added to one another. */
export const costMetrics = ['billed', 'effective', 'list', 'contracted'] as const;
export type CostMetric = (typeof costMetrics)[number];

/** Which of a month's costs a delivery tells; two deliveries that both tell one of an account and month count it twice. */
export type CostCoverage = 'all' | 'billed' | 'effective';
