import { Refusal } from '../refusal';
import { type Amount, parseAmount } from './amount';
import type { Purchase, RateCard } from './rate-card';

type Written<T> = {
  [key in keyof T]: T[key] extends Amount ? string : T[key] extends Amount | null ? string | null : T[key];
};

/** A card as a person writes it: amounts as text. */
export interface WrittenRateCard extends Written<Omit<RateCard, 'gpuModel' | 'version' | 'purchase'>> {
  /** Null: nodes without accelerators. */
  gpuModel: string | null;
  purchase: Written<Purchase> | null;
}

/** What a person wrote as a card. Throws an `invalid` Refusal for what no card can say. */
export function parseRateCard(written: WrittenRateCard, version: number): RateCard {
  const { purchase } = written;
  return {
    site: written.site,
    gpuModel: written.gpuModel ?? '',
    nodes: written.nodes,
    version,
    validFrom: written.validFrom,
    withdrawn: written.withdrawn,
    currency: written.currency,
    purchase: purchase === null ? null : parsePurchase(purchase),
    powerPrice: readOrNull(written.powerPrice, 'powerPrice'),
    pue: read(written.pue, 'pue'),
    ratedWatts: readOrNull(written.ratedWatts, 'ratedWatts'),
    hostWatts: readOrNull(written.hostWatts, 'hostWatts'),
    rackPrice: readOrNull(written.rackPrice, 'rackPrice'),
    nodesPerRack: written.nodesPerRack,
    staffPrice: readOrNull(written.staffPrice, 'staffPrice'),
    overheadPrice: readOrNull(written.overheadPrice, 'overheadPrice'),
  };
}

function parsePurchase({ price, residual, on, months, retiredOn }: Written<Purchase>): Purchase {
  const purchase = { price: read(price, 'purchase.price'), residual: read(residual, 'purchase.residual') };
  if (purchase.residual > purchase.price)
    refuse('purchase.residual', 'The residual value is not more than the purchase price.');
  if (retiredOn !== null && retiredOn < on) refuse('purchase.retiredOn', 'Nothing is retired before it is bought.');
  return { ...purchase, on, months, retiredOn };
}

function refuse(path: string, message: string): never {
  throw new Refusal('invalid', message, [{ path, message }]);
}

function readOrNull(text: string | null, path: string): Amount | null {
  return text === null ? null : read(text, path);
}

function read(text: string, path: string): Amount {
  return parseAmount(text) ?? refuse(path, `“${text}” is no number.`);
}
