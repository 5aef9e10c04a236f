import type { Amount } from './amount';
import type { CostBasis } from './billing-delivery';
import type { TransferEnd } from './read-transfer';
import type { Transfer } from './transfer-patterns';

/**
 * What charges for data are added up by. `region`: the way, its ends by region. `site`: the way, its ends by site, where they
 * have one. `kind`: the kind alone, without quantities. `unrecognised`: what is charged for data by a text that nothing is
 * known of: `from` is the service, `to` the text.
 */
export const transferCuts = ['region', 'site', 'kind', 'unrecognised'] as const;
export type TransferCut = (typeof transferCuts)[number];

/** What charges for data have in common that are added up. */
export interface TransferWay {
  provider: string | null;
  currency: string | null;
  /** FOCUS's charge category; null: not told. */
  category: string | null;
  /** Null: not recognised. */
  kind: Transfer | null;
  from: TransferEnd;
  to: TransferEnd;
  /** What the quantity is counted in. */
  unit: string | null;
}

/** Charges for data that went one way, one of their costs added up. */
export interface TransferSum extends TransferWay {
  basis: CostBasis;
  rows: number;
  /** What the rows that tell the cost add up to; null: none tells it. */
  amount: Amount | null;
  /** Of how many rows the cost is not told. */
  untold: number;
  /** Of the rows whose quantity is data that no other row tells; null: no such row tells one. */
  quantity: Amount | null;
  /** The quantity in bytes; null: the quantity is not told, or nobody documents how large its unit is. */
  bytes: Amount | null;
  /** Rows that should tell a quantity and tell none. */
  untoldQuantity: number;
}

/** What rows of one way are called; null: they name none. */
export interface TransferName {
  provider: string | null;
  service: string | null;
  region: string | null;
  sku: string | null;
}
