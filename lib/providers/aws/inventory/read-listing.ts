import { readPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import type { SendOptions } from '../connect/call-aws';
import type { RegionContext } from '../connect/region-context';
import type { AwsOperation } from '../permissions/operations';
import { requireList } from './require-list';

/** Listings longer than this many items are held in memory a few at a time. */
const longListing = 2_000;

export interface Listing<Page, Item> {
  operation: AwsOperation;
  /** Sends for the page that the token opens; the first when undefined. */
  send(token: string | undefined, options: SendOptions): Promise<Page>;
  listOf(page: Page): Item[] | undefined;
  /** Absent where the operation has no pages. */
  tokenOf?(page: Page): string | undefined;
  identityOf(item: Item): string | undefined;
}

/** Reads one listing to its end, adding its fault to `faults` if it did not get there. */
export async function readListing<Page, Item>(
  context: RegionContext,
  faults: ProviderError[],
  { operation, send, listOf, tokenOf, identityOf }: Listing<Page, Item>,
): Promise<Item[]> {
  let listed = 0;
  const { items, fault } = await readPages({
    operation,
    fetchPage: async (token) => {
      if (listed > longListing) await context.awaitRoom?.();
      return context.call(operation, (options) => send(token, options));
    },
    itemsOf: (page: Page) => {
      const found = requireList(listOf(page), operation);
      listed += found.length;
      return found;
    },
    nextTokenOf: (page) => tokenOf?.(page),
    identityOf: (item: Item) => identityOf(item) ?? JSON.stringify(item),
  });
  if (fault) faults.push(fault);
  return items;
}
