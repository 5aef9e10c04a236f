import type { TransferBook, TransferNames } from '@/lib/api/contracts/cost-transfer';
import type { TransferUrlState } from '@/lib/queries/cost-transfer';

type Span = Pick<TransferUrlState, 'from' | 'to' | 'asOf' | 'metric'>;
type Name = TransferNames['names'][number];
const dimensions = ['provider', 'service', 'region', 'sku'] as const satisfies readonly (keyof Name)[];

/** A cell of the matrix, or a text that is not recognised under its service. */
export interface TransferCellName {
  ends: 'region' | 'site' | 'unrecognised';
  from: string | null;
  to: string | null;
}

/** The address that leads on to the rows of a cell: what they are called is read once it is opened. */
export function toRowsAddress(
  { ends, from, to }: TransferCellName,
  { basis, currency }: Pick<TransferBook, 'basis' | 'currency'>,
  span: Span,
): string {
  const search = toSpanSearch(span);
  search.set('ends', ends);
  search.set('basis', basis);
  if (currency !== null) search.set('currency', currency);
  if (from !== null) search.set('origin', from);
  if (to !== null) search.set('destination', to);
  return `/cost/transfer/rows?${search.toString()}`;
}

/** The address of Explore with rows of these names, over the same days; those that have no value are asked for by none. */
export function toExplore(names: readonly Name[], currency: string | null, span: Span): string {
  const search = toSpanSearch(span);
  search.set('by', 'sku');
  search.set('rows', 'true');
  search.append('charge-category', 'Usage');
  search.append('currency', currency ?? '');
  for (const dimension of dimensions)
    for (const value of new Set(names.map((name) => name[dimension]))) search.append(dimension, value ?? '');
  return `/cost?${search.toString()}`;
}

/** Explore is narrowed by so many values of a dimension at most. */
const mostValues = 80;

/** Names in as few lists as addresses can hold, none left out. */
export function splitNames(names: readonly Name[]): Name[][] {
  const toText = (name: Name) => dimensions.map((dimension) => name[dimension] ?? '').join('\n');
  const ordered = names.toSorted((one, other) => (toText(one) < toText(other) ? -1 : 1));
  const parts: Name[][] = [];
  let values = dimensions.map(() => new Set<string | null>());
  for (const name of ordered) {
    const isFull = dimensions.some((dimension, place) => {
      const known = values[place];
      return known !== undefined && known.size >= mostValues && !known.has(name[dimension]);
    });
    const last = parts.at(-1);
    if (last === undefined || isFull) {
      parts.push([name]);
      values = dimensions.map(() => new Set<string | null>());
    } else last.push(name);
    dimensions.forEach((dimension, place) => {
      values[place]?.add(name[dimension]);
    });
  }
  return parts;
}

function toSpanSearch({ from, to, asOf, metric }: Span): URLSearchParams {
  const search = new URLSearchParams({ from });
  if (to !== null) search.set('to', to);
  if (asOf !== null) search.set('asOf', asOf);
  search.set('metric', metric);
  return search;
}
