import type { BillingSource } from '@/lib/domain/cost/billing-delivery';
import type { IncomingDelivery, IncomingFile, ReadingHints } from '@/lib/store/cost-ledger/incoming-delivery';

/** What a person says of files they bring in. */
export interface ImportedFiles {
  files: readonly IncomingFile[];
  source: BillingSource;
  /** What the next import of this name takes the place of. */
  scope: string;
  /** How they are to be read which do not say it themselves; null: as they stand. */
  hints: ReadingHints | null;
}

/**
 * Files that a person brings in as one delivery. What they said of the files stands in its title; of several not their
 * names, for whoever sees some of the rows is told the title and not the files.
 */
export function toImportedDelivery({ files, source, scope, hints }: ImportedFiles, now: Date): IncomingDelivery {
  const [first, ...more] = files;
  const what = first === undefined || more.length > 0 ? `${scope}, ${files.length} files` : first.name;
  return {
    source,
    scope,
    title: `Import of ${what}${toRemark(hints)}`,
    billingMonth: null,
    version: now.toISOString(),
    deliveredAt: null,
    basis: 'billed',
    coverage: 'all',
    files,
    toFocus: null,
    ...(hints === null ? {} : { hints }),
  };
}

/** What a single file's delivery is called when nobody says: the file's name without its ending. */
export function toScope(fileName: string): string {
  return fileName.replace(/\.(csv|csv\.gz|parquet|jsonl|json|ndjson)$/i, '');
}

function toRemark(hints: ReadingHints | null): string {
  if (hints === null) return '';
  const said = [
    ...(hints.currency === null ? [] : [`${hints.currency} where no currency is told`]),
    ...(hints.dateOrder === null
      ? []
      : [`dates with the ${hints.dateOrder === 'month-first' ? 'month' : 'day'} first`]),
  ];
  return ` (read as ${said.join(', ')})`;
}
