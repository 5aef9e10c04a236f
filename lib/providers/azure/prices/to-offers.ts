import { z } from 'zod';
import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';
import { type Amount, amountDigits, multiplyAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { PriceOffer } from '@/lib/domain/cost/price';

/** A row of the price list, as far as it is used. */
export const retailItemSchema = z.object({
  currencyCode: z.string(),
  retailPrice: z.number(),
  armRegionName: z.string().optional(),
  armSkuName: z.string().optional(),
  productName: z.string(),
  skuName: z.string(),
  meterName: z.string(),
  unitOfMeasure: z.string(),
  type: z.string(),
  reservationTerm: z.string().optional(),
  savingsPlan: z.array(z.object({ retailPrice: z.number(), term: z.string() })).optional(),
});
export type RetailItem = z.infer<typeof retailItemSchema>;

const hoursOfYear = 8_760n;

interface Found {
  onDemand: Set<Amount>;
  spot: Set<Amount>;
  /** An hour of a year's reservation, paid monthly, and of a year's savings plan. */
  reserved: Set<Amount>;
  planned: Set<Amount>;
}

/**
 * Offers of machines with whole accelerators by region, as plain Linux. What two rows say differently is not known. A
 * committed hour is that of a year's reservation; where there is none, of a year's savings plan.
 */
export function toOffers(items: readonly RetailItem[]): PriceOffer[] {
  const places = new Map<string, { region: string; machineType: string; found: Found }>();
  for (const item of items) {
    const { armRegionName: region, armSkuName: machineType } = item;
    if (region === undefined || region === '' || machineType === undefined || item.currencyCode !== 'USD') continue;
    if (!isPlain(item) || !acceleratorMachines.has(toMachineName(machineType))) continue;
    const key = `${region} ${machineType}`;
    const place = places.get(key) ?? { region, machineType, found: nothingFound() };
    places.set(key, place);
    note(place.found, item);
  }
  return [...places.values()].flatMap(({ region, machineType, found }) => {
    const accelerators = acceleratorMachines.get(toMachineName(machineType));
    if (accelerators === undefined) return [];
    const prices = {
      'on-demand': onlyOne(found.onDemand),
      spot: onlyOne(found.spot),
      committed: onlyOne(found.reserved) ?? onlyOne(found.planned),
    };
    if (Object.values(prices).every((price) => price === null)) return [];
    return [
      {
        machineType,
        gpuModel: accelerators.model,
        gpuVariant: accelerators.model.replace(/^\S+ /, ''),
        gpuCount: BigInt(accelerators.count) * 10n ** BigInt(amountDigits),
        region,
        zone: null,
        currency: 'USD',
        prices,
      },
    ];
  });
}

/** Windows, and Cloud Services of old, are products of their own beside the machine. */
function isPlain({ productName, skuName, meterName }: RetailItem): boolean {
  return (
    !/\b(Windows|CloudServices|Cloud Services)\b/.test(productName) &&
    !/Low Priority$/.test(skuName) &&
    !/Low Priority/.test(meterName)
  );
}

/** Azure writes prices as JSON numbers; the shortest text of one is the price that is meant. */
function toAmount(price: number): Amount | null {
  return parseAmount(String(price));
}

function note(found: Found, { type, skuName, unitOfMeasure, retailPrice, reservationTerm, savingsPlan }: RetailItem) {
  const add = (prices: Set<Amount>, price: Amount | null) => {
    if (price !== null && price > 0n) prices.add(price);
  };
  const price = toAmount(retailPrice);
  if (type === 'Reservation' && reservationTerm === '1 Year') {
    // A reservation is told by its whole term, whatever its unit says.
    const hour = price === null ? null : multiplyAmount(price, perHour, 'half-even');
    add(found.reserved, hour);
    return;
  }
  if (type !== 'Consumption' || unitOfMeasure !== '1 Hour') return;
  if (/ Spot$/.test(skuName)) return add(found.spot, price);
  add(found.onDemand, price);
  for (const { term, retailPrice: planned } of savingsPlan ?? [])
    if (term === '1 Year') add(found.planned, toAmount(planned));
}

const perHour = { numerator: 1n, denominator: hoursOfYear };

function nothingFound(): Found {
  return { onDemand: new Set(), spot: new Set(), reserved: new Set(), planned: new Set() };
}

function onlyOne(prices: ReadonlySet<Amount>): Amount | null {
  const [only] = prices;
  return only === undefined || prices.size > 1 ? null : only;
}

/** As the table of machines names it. */
function toMachineName(armSkuName: string): string {
  return armSkuName
    .toLowerCase()
    .replace(/^standard_/, '')
    .replaceAll(' ', '_');
}
