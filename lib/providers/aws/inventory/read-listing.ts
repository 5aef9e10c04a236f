import { readPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import type { SendOptions } from '../connect/call-aws';
import type { RegionContext } from '../connect/region-context';
import type { AwsOperation } from '../permissions/operations';
import { requireList } from './require-list';

/** Listings longer than this many items, where they are held whole, are held a few at a time. */
const longListing = 2_000;
/** Every region lists at once, so that each may hold but little. */
const heldByRegion = 1_000;

interface ListedPages<Page, Listed> {
  operation: AwsOperation;
  /** Sends for the page that the token opens; the first when undefined. */
  send(token: string | undefined, options: SendOptions): Promise<Page>;
  listOf(page: Page): Listed[] | undefined;
  /** Absent where the operation has no pages. */
  tokenOf?(page: Page): string | undefined;
}

export interface Listing<Page, Item> extends ListedPages<Page, Item> {
  identityOf(item: Item): string | undefined;
}

/** A listing of which each page is turned into something smaller at once. */
export interface ConvertedListing<Page, Listed, Item> extends ListedPages<Page, Listed> {
  convert(listed: Listed[]): Promise<Item[]>;
  identityOf(item: Item): string;
  /** Takes items off while the listing goes on; they are not returned. */
  spill?(items: Item[]): Promise<void>;
}

/** Reads one listing to its end, adding its fault to `faults` if it did not get there. */
export async function readListing<Page, Item>(
  context: RegionContext,
  faults: ProviderError[],
  listing: Listing<Page, Item>,
): Promise<Item[]> {
  const identityOf = (item: Item) => listing.identityOf(item) ?? JSON.stringify(item);
  return readConverted(context, faults, { ...listing, convert: async (listed) => listed, identityOf });
}

/** As `readListing`, holding of each page only what it is converted to, and that only until it is spilled. */
export async function readConverted<Page, Listed, Item>(
  context: RegionContext,
  faults: ProviderError[],
  { operation, send, listOf, tokenOf, convert, identityOf, spill }: ConvertedListing<Page, Listed, Item>,
): Promise<Item[]> {
  let listed = 0;
  const { items, fault } = await readPages({
    operation,
    fetchPage: async (token) => {
      if (spill === undefined && listed > longListing) await context.awaitRoom?.();
      return context.call(operation, (options) => send(token, options));
    },
    itemsOf: (page: Page) => {
      const found = requireList(listOf(page), operation);
      listed += found.length;
      return convert(found);
    },
    nextTokenOf: (page) => tokenOf?.(page),
    identityOf,
    ...(spill === undefined ? {} : { spill: { at: heldByRegion, take: spill } }),
  });
  if (fault) faults.push(fault);
  return items;
}
