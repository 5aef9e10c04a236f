import { ProviderError } from '../provider-error';

export interface PageLimits {
  pages: number;
  items: number;
}

/** Beyond any real account; a listing that goes on longer is a fault of the provider's. */
export const defaultPageLimits: PageLimits = { pages: 10_000, items: 1_000_000 };

/** So many pages in a row that only repeat what was listed are a listing that does not get on. */
const mostRepeats = 10;

/** A paged listing, of which each page is turned into items at once. */
export interface ConvertedReading<Page, Listed, Item> {
  /** `service:Operation`, for faults. */
  operation: string;
  /** Reads the page that the token opens; the first when undefined. */
  fetchPage(token: string | undefined): Promise<Page>;
  /** What a page lists; throws a `ProviderError` when the page does not hold what it must. */
  itemsOf(page: Page): Listed[];
  /** Undefined, null and empty mean that this was the last page. */
  nextTokenOf(page: Page): string | null | undefined;
  /** What makes a listed thing itself, so that one listed twice counts once, whether or not an item comes of it. */
  identityOf(listed: Listed): string;
  /** Makes items of what a page lists and no page before did; only they are held. Throws a `ProviderError`. */
  convert(listed: Listed[]): Item[] | Promise<Item[]>;
  limits?: PageLimits;
  /** Takes items off while the reading goes on, so that not all of them are held; absent, all are held to the end. */
  spill?: Spill<Item>;
}

/** A paged listing of which everything is an item. */
export type PageReading<Page, Item> = Omit<ConvertedReading<Page, Item, Item>, 'convert'>;

export interface Spill<Item> {
  /** How many items are held before they are taken; a page more may be. */
  at: number;
  take(items: Item[]): Promise<void>;
}

/** What most readings hold before they spill: a few answers' worth. */
export const heldItems = 2_500;

export interface PagesRead<Item> {
  /** In the order first listed, without those spilled; what had been read when a fault ended the reading. */
  items: Item[];
  /** Distinct things listed, whatever became of them. */
  listed: number;
  /** Null when every page was read and none repeated another. */
  fault: ProviderError | null;
}

/** As `readConvertedPages`, where each thing listed is an item. */
export function readPages<Page, Item>(reading: PageReading<Page, Item>): Promise<PagesRead<Item>> {
  return readConvertedPages({ ...reading, convert: (items) => items });
}

/**
 * Reads a paged listing to its end. Ends early, keeping what was read, on a fault, a token seen before or a listing
 * beyond its limits. A page that only repeats what was listed is a fault, for what it should have held may be missing,
 * but ends the reading only when many in a row do.
 */
export async function readConvertedPages<Page, Listed, Item>(
  reading: ConvertedReading<Page, Listed, Item>,
): Promise<PagesRead<Item>> {
  const { operation, fetchPage, nextTokenOf, limits = defaultPageLimits, spill } = reading;
  const seen = new Set<string>();
  const tokens = new Set<string>();
  let held: Item[] = [];
  let repeated: ProviderError | null = null;
  let repeats = 0;
  let token: string | undefined;
  const end = (fault: ProviderError | null): PagesRead<Item> => ({ items: held, listed: seen.size, fault });

  for (let pages = 1; ; pages += 1) {
    let next: string | null | undefined;
    try {
      const page = await fetchPage(token);
      next = nextTokenOf(page);
      const listed = reading.itemsOf(page);
      const fresh = takeUnseen(listed, reading.identityOf, seen);
      if (fresh.length > 0) {
        repeats = 0;
        for (const item of await reading.convert(fresh)) held.push(item);
      } else if (listed.length > 0) {
        repeats += 1;
        repeated ??= pagingFault(operation, 'RepeatedPage', pages);
      }
    } catch (error) {
      if (error instanceof ProviderError) return end(error);
      throw error;
    }
    if (spill !== undefined && held.length >= spill.at) {
      await spill.take(held);
      held = [];
    }
    if (seen.size > limits.items) return end(pagingFault(operation, 'TooManyItems', pages));
    if (next === undefined || next === null || next === '' || repeats >= mostRepeats) return end(repeated);
    if (tokens.has(next)) return end(pagingFault(operation, 'TokenLoop', pages));
    if (pages >= limits.pages) return end(pagingFault(operation, 'TooManyPages', pages));
    tokens.add(next);
    token = next;
  }
}

/** Those not seen yet, which then are. */
function takeUnseen<Listed>(
  listed: readonly Listed[],
  identityOf: (listed: Listed) => string,
  seen: Set<string>,
): Listed[] {
  return listed.filter((each) => {
    const identity = identityOf(each);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

type PagingFault = 'TokenLoop' | 'RepeatedPage' | 'TooManyPages' | 'TooManyItems';

const pagingWords: Record<PagingFault, string> = {
  TokenLoop: 'handed out a page token it had already handed out',
  RepeatedPage: 'returned a page of items it had already returned',
  TooManyPages: 'would not stop handing out pages',
  TooManyItems: 'listed more items than any account can hold',
};

function pagingFault(operation: string, code: PagingFault, page: number): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `${operation} ${pagingWords[code]} (page ${page}).`,
    remedy: 'What was read is kept; if the next collection says the same, report it to the provider.',
  });
}
