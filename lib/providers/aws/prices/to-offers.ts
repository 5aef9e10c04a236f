import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';
import { type Amount, amountDigits } from '@/lib/domain/cost/amount';
import type { PriceOffer, PriceTerm } from '@/lib/domain/cost/price';
import type { ZoneSpotPrice } from './read-spot';

/** What an hour of a machine costs in a region. */
export interface RegionPrice {
  region: string;
  machineType: string;
  currency: string;
  amount: Amount;
}

/** An offer of every region and machine. Prices of one that contradict one another are not known. */
export function toRegionOffers(prices: readonly RegionPrice[], term: PriceTerm): PriceOffer[] {
  const places = Map.groupBy(prices, ({ region, machineType }) => `${region} ${machineType}`);
  return [...places.values()].flatMap((told) => {
    const [first] = told;
    if (first === undefined) return [];
    const agree = told.every(({ currency, amount }) => currency === first.currency && amount === first.amount);
    return agree ? toOffer(first, null, term) : [];
  });
}

/** An offer of every zone and machine of a region's spot market, in US dollars. */
export function toSpotOffers(region: string, prices: readonly ZoneSpotPrice[]): PriceOffer[] {
  return prices.flatMap(({ zone, ...price }) => toOffer({ ...price, region, currency: 'USD' }, zone, 'spot'));
}

function toOffer(
  { region, machineType, currency, amount }: RegionPrice,
  zone: string | null,
  term: PriceTerm,
): PriceOffer[] {
  const accelerators = acceleratorMachines.get(machineType);
  if (accelerators === undefined) return [];
  const { model, count } = accelerators;
  const gpuCount = BigInt(count) * 10n ** BigInt(amountDigits);
  const prices = { 'on-demand': null, spot: null, committed: null, [term]: amount };
  return [
    { machineType, gpuModel: model, gpuVariant: model.replace(/^\S+ /, ''), gpuCount, region, zone, currency, prices },
  ];
}
