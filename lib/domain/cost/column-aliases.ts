import type { FocusColumnName } from './focus-columns';

/**
 * Names that early FOCUS files use for columns that are named otherwise since 1.0, lower-cased: those of Oracle Cloud and
 * of the 1.0 preview. Used only where the file lacks the column itself.
 */
export const columnAliases: ReadonlyMap<string, FocusColumnName> = new Map<string, FocusColumnName>([
  ['provider', 'ProviderName'],
  ['publisher', 'PublisherName'],
  ['invoiceissuer', 'InvoiceIssuerName'],
  ['region', 'RegionId'],
  ['usagequantity', 'ConsumedQuantity'],
  ['usageunit', 'ConsumedUnit'],
]);
