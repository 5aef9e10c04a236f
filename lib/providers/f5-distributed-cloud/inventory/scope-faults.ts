import type { ProviderError } from '../../contract/provider-error';

/** What could not be read of one scope, by what it leaves unknown. */
export interface ScopeFaults {
  /** Kept the listing from its end: there may be things that are not named. */
  listing: ProviderError[];
  /** Kept a detail from things that are named. */
  detail: ProviderError[];
}
