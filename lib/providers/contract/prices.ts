import type { PriceOffer } from '@/lib/domain/cost/price';
import type { ReadResult } from '@/lib/domain/provider-fault';
import type { ProviderSession } from './provider-session';

/** A part of a provider's prices that is read, and may be refused, by itself. */
export interface PriceList {
  /** Tells it from the provider's others: `spot us-east-1`. Lists of one name follow one another. */
  name: string;
  /** In words for people: where it comes from. */
  source: string;
  /**
   * Where it was read, when whoever asks there is told the same, so that connections share it. Null: what it says is this
   * connection's alone.
   */
  sharedAt: string | null;
  /** With the prices that this list tells; others are null, which says nothing of them. */
  offers: readonly PriceOffer[];
  /** False: part of it could not be read, and the gaps say what. */
  isWhole: boolean;
}

/** What machines with accelerators cost, as the provider's own price API tells everybody. */
export interface PricesCapability<Settings = unknown, Secret = unknown> {
  /** Collection interval, in milliseconds: list prices change seldom, and a spot price is that of a moment. */
  defaultIntervalMs: number;
  /**
   * Reads the lists of all offers of machines with accelerators. Where spot prices are told by zone there is an offer of
   * each zone. A list of which nothing could be read may be absent. Throws a `ProviderError` when nothing at all could be
   * read, and the reason of an aborted session.
   */
  read(session: ProviderSession<Settings, Secret>): Promise<ReadResult<PriceList>>;
}
