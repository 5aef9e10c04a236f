import { ProviderError } from '../provider-error';

export interface PageLimits {
  pages: number;
  items: number;
}

/** Beyond any real account; a listing that goes on longer is a fault of the provider's. */
export const defaultPageLimits: PageLimits = { pages: 10_000, items: 1_000_000 };

export interface PageReading<Page, Item> {
  /** `service:Operation`, for faults. */
  operation: string;
  /** Reads the page that the token opens; the first when undefined. */
  fetchPage(token: string | undefined): Promise<Page>;
  /** Throws a `ProviderError` when the page does not hold what it must. Of a long listing, only what it gives is held. */
  itemsOf(page: Page): Item[] | Promise<Item[]>;
  /** Undefined, null and empty mean that this was the last page. */
  nextTokenOf(page: Page): string | null | undefined;
  /** What makes an item itself, so that one listed twice counts once. */
  identityOf(item: Item): string;
  limits?: PageLimits;
  /** Takes items off while the reading goes on, so that not all of them are held; absent, all are held to the end. */
  spill?: Spill<Item>;
}

export interface Spill<Item> {
  /** How many items are held before they are taken; a page more may be. */
  at: number;
  take(items: Item[]): Promise<void>;
}

/** What most readings hold before they spill: a few answers' worth. */
export const heldItems = 2_500;

export interface PagesRead<Item> {
  /** Each item once, in the order first listed, without those spilled; what had been read when a fault ended the reading. */
  items: Item[];
  /** Null when every page was read and none repeated another. */
  fault: ProviderError | null;
}

/**
 * Reads a paged listing to its end. Ends early, keeping what was read, on a fault, a token seen before or a listing
 * beyond its limits. A page that only repeats items does not end it but is a fault: what it should have held may be missing.
 */
export async function readPages<Page, Item>(reading: PageReading<Page, Item>): Promise<PagesRead<Item>> {
  const { operation, fetchPage, itemsOf, nextTokenOf, identityOf, limits = defaultPageLimits, spill } = reading;
  const found = new Map<string, Item>();
  const spilled = new Set<string>();
  const tokens = new Set<string>();
  let repeated: ProviderError | null = null;
  let token: string | undefined;
  const end = (fault: ProviderError | null): PagesRead<Item> => ({ items: [...found.values()], fault });

  for (let pages = 1; ; pages += 1) {
    let items: Item[];
    let next: string | null | undefined;
    try {
      const page = await fetchPage(token);
      items = await itemsOf(page);
      next = nextTokenOf(page);
    } catch (error) {
      if (error instanceof ProviderError) return end(error);
      throw error;
    }
    const sizeBefore = found.size;
    for (const item of items) {
      const identity = identityOf(item);
      if (!found.has(identity) && !spilled.has(identity)) found.set(identity, item);
    }
    if (items.length > 0 && found.size === sizeBefore) repeated ??= pagingFault(operation, 'RepeatedPage', pages);
    if (spill !== undefined && found.size >= spill.at) {
      await spill.take([...found.values()]);
      for (const identity of found.keys()) spilled.add(identity);
      found.clear();
    }
    if (found.size + spilled.size > limits.items) return end(pagingFault(operation, 'TooManyItems', pages));
    if (next === undefined || next === null || next === '') return end(repeated);
    if (tokens.has(next)) return end(pagingFault(operation, 'TokenLoop', pages));
    if (pages >= limits.pages) return end(pagingFault(operation, 'TooManyPages', pages));
    tokens.add(next);
    token = next;
  }
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
