import type { BillingSource } from '@/lib/domain/cost/billing-delivery';

/** The form bills come in, as people call it. */
export const billingSourceWords: Record<BillingSource, string> = {
  'aws-focus': 'AWS data export, FOCUS',
  'aws-cur-2': 'AWS data export, CUR 2.0',
  'google-cloud-focus': 'Google Cloud export, FOCUS',
  'google-cloud-detailed': 'Google Cloud detailed export',
  'azure-focus': 'Azure export, FOCUS',
  'azure-actual': 'Azure export, actual cost',
  'azure-amortized': 'Azure export, amortized cost',
  'coreweave-usage': 'CoreWeave usage, priced here',
  'on-premises-rates': 'On-premises usage at your rates',
  'focus-file': 'Imported FOCUS file',
};
