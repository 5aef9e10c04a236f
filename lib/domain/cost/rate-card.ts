import type { Amount } from './amount';

/** A calendar day, UTC: `2026-11-01`. */
export type Day = string;

/** What nodes were bought for. All amounts are of one node. */
export interface Purchase {
  price: Amount;
  /** What it is thought to be worth at the end. */
  residual: Amount;
  on: Day;
  /** Over which its value is lost in equal parts a day. */
  months: number;
  /** The day it was given up: what is left of its value is written off on it. Null: it is in use. */
  retiredOn: Day | null;
}

/** What machines of a site cost that nobody bills for, from a day on. A part that is null is not known, never nought. */
export interface RateCard {
  /** With the two below what tells this card from others. */
  site: string;
  /** As the inventory names models; empty: of nodes without accelerators. */
  gpuModel: string;
  /** Names of nodes, `*` for any run of characters. */
  nodes: string;
  /** Counted from 1. */
  version: number;
  validFrom: Day;
  /** It prices nothing from `validFrom` on. */
  withdrawn: boolean;
  /** ISO 4217, of all amounts. */
  currency: string;
  purchase: Purchase | null;
  /** Of a kilowatt hour. */
  powerPrice: Amount | null;
  /** Power of the whole place for each watt of its machines, 1 or more. */
  pue: Amount;
  /** Of a whole node under load. */
  ratedWatts: Amount | null;
  /** Of a node without its accelerators: where it is told, their measured power counts in place of the rated one. */
  hostWatts: Amount | null;
  /** Of a rack a month. */
  rackPrice: Amount | null;
  /** Nodes that share a rack. */
  nodesPerRack: number;
  /** A month, spread over the nodes of the card that are listed. */
  staffPrice: Amount | null;
  /** Network and storage, of one node a month. */
  overheadPrice: Amount | null;
}

/** What a node outside any cloud costs, in the order it is told. */
export const onPremisesParts = ['depreciation', 'write-off', 'power', 'space', 'staff', 'network-and-storage'] as const;
export type OnPremisesPart = (typeof onPremisesParts)[number];

/** Whether two versions are of one card. */
export function isSameCard(
  one: Pick<RateCard, 'site' | 'gpuModel' | 'nodes'>,
  other: Pick<RateCard, 'site' | 'gpuModel' | 'nodes'>,
): boolean {
  return one.site === other.site && one.gpuModel === other.gpuModel && one.nodes === other.nodes;
}
