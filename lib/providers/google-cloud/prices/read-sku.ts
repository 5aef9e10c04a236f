import { z } from 'zod';
import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import type { PriceTerm } from '@/lib/domain/cost/price';

/** A SKU of Compute Engine, as far as it is used. */
export const skuSchema = z.object({
  description: z.string(),
  category: z.object({ resourceGroup: z.string().optional(), usageType: z.string().optional() }),
  serviceRegions: z.array(z.string()).default([]),
  pricingInfo: z
    .array(
      z.object({
        pricingExpression: z.object({
          usageUnit: z.string(),
          tieredRates: z.array(
            z.object({
              unitPrice: z.object({
                currencyCode: z.string(),
                /** Whole units; absent where there are none. */
                units: z.union([z.string(), z.number()]).default('0'),
                /** Billionths; absent where there are none. */
                nanos: z.number().int().default(0),
              }),
            }),
          ),
        }),
      }),
    )
    .default([]),
});
export type Sku = z.infer<typeof skuSchema>;

/** What a SKU is a part of: a GPU by its type, or a core or a gibibyte of a family of machines. */
export type SkuPart = `gpu ${string}` | `core ${string}` | `ram ${string}`;

export interface PricedPart {
  part: SkuPart;
  term: PriceTerm;
  regions: readonly string[];
  currency: string;
  /** Of an hour of one. */
  amount: Amount;
}

const terms: Readonly<Record<string, PriceTerm>> = {
  OnDemand: 'on-demand',
  Preemptible: 'spot',
  Commit1Yr: 'committed',
};

/** GPUs as descriptions name them; the longest first, for one begins like another. */
const gpuNames: readonly [string, string][] = [
  ['Nvidia Tesla A100 80GB', 'nvidia-a100-80gb'],
  ['Nvidia Tesla A100', 'nvidia-tesla-a100'],
  ['Nvidia H100 80GB Plus', 'nvidia-h100-mega-80gb'],
  ['Nvidia H100 80GB', 'nvidia-h100-80gb'],
  ['Nvidia H200 141GB', 'nvidia-h200-141gb'],
  ['Nvidia L4', 'nvidia-l4'],
  ['Nvidia Tesla T4', 'nvidia-tesla-t4'],
  ['Nvidia Tesla P4', 'nvidia-tesla-p4'],
  ['Nvidia Tesla V100', 'nvidia-tesla-v100'],
  ['Nvidia Tesla P100', 'nvidia-tesla-p100'],
];

/** What is sold of the same parts on other terms than these. */
const otherwise = /Workstation|vWS|DWS|Calendar Mode|Reserved|Sole Tenancy|Custom|Premium|Upgrade/i;

/** What part of a machine a SKU prices, and how. Null: none that is told here, or at a price that depends on how much is used. */
export function readSku({ description, category, serviceRegions, pricingInfo }: Sku): PricedPart | null {
  const term = terms[category.usageType ?? ''];
  const part = toPart(description, category.resourceGroup);
  const expression = pricingInfo.at(-1)?.pricingExpression;
  if (term === undefined || part === null || expression === undefined || otherwise.test(description)) return null;
  const [rate, ...tiers] = expression.tieredRates;
  if (rate === undefined || tiers.length > 0 || expression.usageUnit !== (part.startsWith('ram ') ? 'GiBy.h' : 'h'))
    return null;
  const { currencyCode: currency, units, nanos } = rate.unitPrice;
  const whole = parseAmount(String(units));
  if (whole === null) return null;
  const amount = whole + BigInt(nanos) * 10n ** 15n;
  return amount <= 0n ? null : { part, term, regions: serviceRegions, currency, amount };
}

function toPart(description: string, group: string | undefined): SkuPart | null {
  const what = description.replace(/^(Commitment( v1)?: |Spot Preemptible )/, '');
  if (group === 'GPU') {
    const [, type] = gpuNames.find(([name]) => what.startsWith(`${name} GPU`)) ?? [];
    return type === undefined ? null : `gpu ${type}`;
  }
  const [, family, kind] = /^(\w+) (?:Instance )?(Core|Cpu|Ram)\b/.exec(what) ?? [];
  if (family === undefined || kind === undefined) return null;
  return `${kind === 'Ram' ? 'ram' : 'core'} ${family}`;
}
