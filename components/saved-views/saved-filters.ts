import type { SavedView } from '@/lib/api/contracts/people';

/** What a saved view keeps. */
export interface SavedFilters {
  /** Whose filters they are; also its address. */
  page: SavedView['page'];
  /** The page's query string, without the question mark. */
  query: string;
}
