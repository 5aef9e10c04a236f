import { readConvertedPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import type { SendOptions } from '../connect/call-aws';
import type { RegionContext } from '../connect/region-context';
import type { AwsOperation } from '../permissions/operations';
import { requireList } from './require-list';

/** Listings longer than this many items, where they are not told in parts, are held a few at a time. */
const longListing = 2_000;
/** Every region lists at once, so that each may hold but little. */
const heldByRegion = 1_000;

export interface Listing<Page, Listed> {
  operation: AwsOperation;
  /** Sends for the page that the token opens; the first when undefined. */
  send(token: string | undefined, options: SendOptions): Promise<Page>;
  listOf(page: Page): Listed[] | undefined;
  /** Absent where the operation has no pages. */
  tokenOf?(page: Page): string | undefined;
  /** Undefined for what lacks its identifier. */
  identityOf(listed: Listed): string | undefined;
}

/** A listing of which each page is turned into something smaller at once. */
export interface ConvertedListing<Page, Listed, Item> extends Listing<Page, Listed> {
  /** Of each listed thing once. */
  convert(listed: Listed[]): Promise<Item[]>;
  /** Takes items off while the listing goes on; they are not returned. */
  spill?(items: Item[]): Promise<void>;
}

/** What a listing is read by. */
type ListingContext = Pick<RegionContext, 'call' | 'awaitRoom'>;

/** Reads one listing to its end, adding its fault to `faults` if it did not get there. */
export async function readListing<Page, Item>(
  context: ListingContext,
  faults: ProviderError[],
  listing: Listing<Page, Item>,
): Promise<Item[]> {
  return readConverted(context, faults, { ...listing, convert: async (listed) => listed });
}

/** As `readListing`, holding of each page only what it is converted to, and that only until it is spilled. */
export async function readConverted<Page, Listed, Item>(
  context: ListingContext,
  faults: ProviderError[],
  { operation, send, listOf, tokenOf, convert, identityOf, spill }: ConvertedListing<Page, Listed, Item>,
): Promise<Item[]> {
  let listed = 0;
  const { items, fault } = await readConvertedPages({
    operation,
    fetchPage: async (token) => {
      if (spill === undefined && listed > longListing) await context.awaitRoom?.();
      return context.call(operation, (options) => send(token, options));
    },
    itemsOf: (page: Page) => {
      const found = requireList(listOf(page), operation);
      listed += found.length;
      return found;
    },
    nextTokenOf: (page) => tokenOf?.(page),
    identityOf: (each) => identityOf(each) ?? JSON.stringify(each),
    convert,
    ...(spill === undefined ? {} : { spill: { at: heldByRegion, take: spill } }),
  });
  if (fault) faults.push(fault);
  return items;
}
