import { type Amount, amountDigits } from '@/lib/domain/cost/amount';
import { type PriceOffer, priceTerms } from '@/lib/domain/cost/price';
import { toAcceleratorModel } from '../inventory/accelerators/accelerator-models';
import { attachedGpus, type GpuMachine, gpuMachines } from './gpu-machines';
import type { PricedPart, SkuPart } from './read-sku';

type Prices = PriceOffer['prices'];

/**
 * Machines with GPUs, each made of its GPUs, cores and memory, and GPUs that are attached to other machines, by region. A
 * term of which a part is not known is not known; nor is what two SKUs say differently.
 */
export function toOffers(parts: readonly PricedPart[]): PriceOffer[] {
  const byPlace = new Map<string, Set<Amount>>();
  const regions = new Set<string>();
  for (const { part, term, regions: sold, currency, amount } of parts) {
    if (currency !== 'USD') continue;
    for (const region of sold) {
      regions.add(region);
      const key = toKey(region, part, term);
      byPlace.set(key, (byPlace.get(key) ?? new Set()).add(amount));
    }
  }
  const priceOf = (region: string, part: SkuPart, term: (typeof priceTerms)[number]): Amount | null => {
    const [only, ...others] = byPlace.get(toKey(region, part, term)) ?? [];
    return only === undefined || others.length > 0 ? null : only;
  };
  return [...regions].sort().flatMap((region) => [
    ...[...gpuMachines].flatMap(([machineType, machine]) => {
      const prices = ofTerms((term) => composed((part) => priceOf(region, part, term), machine));
      return toOffer(region, machineType, machine.gpu, machine.count, prices);
    }),
    ...[...attachedGpus].flatMap(([gpu, counts]) =>
      counts.flatMap((count) => {
        const prices = ofTerms((term) => times(priceOf(region, `gpu ${gpu}`, term), count));
        return toOffer(region, null, gpu, count, prices);
      }),
    ),
  ]);
}

function composed(priceOf: (part: SkuPart) => Amount | null, { gpu, count, family, cores, memory }: GpuMachine) {
  const parts = [
    times(priceOf(`gpu ${gpu}`), count),
    times(priceOf(`core ${family}`), cores),
    times(priceOf(`ram ${family}`), memory),
  ];
  const known = parts.flatMap((part) => part ?? []);
  return known.length < parts.length ? null : known.reduce((sum, part) => sum + part, 0n);
}

function ofTerms(priceOf: (term: (typeof priceTerms)[number]) => Amount | null): Prices {
  return { 'on-demand': priceOf('on-demand'), spot: priceOf('spot'), committed: priceOf('committed') };
}

function toOffer(region: string, machineType: string | null, gpu: string, count: number, prices: Prices): PriceOffer[] {
  if (priceTerms.every((term) => prices[term] === null)) return [];
  const { model, memoryBytes } = toAcceleratorModel(gpu);
  const name = model.replace(/^\S+ /, '');
  return [
    {
      machineType,
      gpuModel: model,
      gpuVariant: name === 'A100' && memoryBytes !== null && memoryBytes > 50 * 2 ** 30 ? 'A100-80GB' : name,
      gpuCount: BigInt(count) * 10n ** BigInt(amountDigits),
      region,
      zone: null,
      currency: 'USD',
      prices,
    },
  ];
}

function times(amount: Amount | null, count: number): Amount | null {
  return amount === null ? null : amount * BigInt(count);
}

function toKey(region: string, part: SkuPart, term: string): string {
  return `${region} ${term} ${part}`;
}
