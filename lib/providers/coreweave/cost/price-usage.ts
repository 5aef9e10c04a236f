import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { findRate, priceOf, type Rate } from './rate-card';
import type { UsageRow } from './usage-api';

/** Usage that the rate card has no price for. */
export interface Unpriced {
  sku: string;
  unit: string;
  /** The UTC day of the first such usage. */
  from: string;
  rows: number;
}

/** Columns that FOCUS demands and that mean the same in every row of CoreWeave’s. */
const sameEverywhere = {
  ChargeCategory: 'Usage',
  InvoiceIssuerName: 'CoreWeave',
  ProviderName: 'CoreWeave',
  PublisherName: 'CoreWeave',
  ServiceProviderName: 'CoreWeave',
};

/**
 * Prices usage by the rate card. A row that tells its own cost keeps it; one that no rate fits has none: it is not known,
 * and not nought. `unpriced` names those. What is used of a machine with GPUs names the machine as `x_InstanceType`.
 */
export function priceUsage(
  rows: readonly UsageRow[],
  rates: readonly Rate[],
): { priced: UsageRow[]; unpriced: Unpriced[] } {
  const unpriced = new Map<string, Unpriced>();
  const currency = rates[0]?.currency ?? null;
  const priced = rows.map((row): UsageRow => {
    const told: Record<string, string> = { ...sameEverywhere, ...toMachine(row), ...withoutNulls(row) };
    if (told.BilledCost !== undefined) return told;
    const { SkuId: sku = 'an unnamed SKU', PricingUnit: unit = 'an unnamed unit', ChargePeriodStart = '' } = told;
    const day = ChargePeriodStart.slice(0, 10);
    const meter = told.SkuMeter ?? sku;
    const rate = findRate(rates, sku, unit, day) ?? findRate(rates, meter, unit, day);
    const quantity = parseAmount(told.PricingQuantity ?? '');
    if (rate === null || quantity === null) {
      addUnpriced(unpriced, sku, unit, day);
      return { ...told, BillingCurrency: told.BillingCurrency ?? currency };
    }
    const cost = formatAmount(priceOf(rate, quantity));
    return {
      ...told,
      BillingCurrency: rate.currency,
      BilledCost: cost,
      ContractedCost: cost,
      EffectiveCost: cost,
      ContractedUnitPrice: formatAmount(rate.price),
    };
  });
  return { priced, unpriced: [...unpriced.values()] };
}

/** A SKU of compute is a kind of machine, which the ledger knows the GPUs of by this column. */
function toMachine({ SkuId, SkuMeter }: UsageRow): { x_InstanceType?: string } {
  const machine = [SkuId, SkuMeter].find((name) => acceleratorMachines.has(name?.toLowerCase() ?? ''));
  return machine == null ? {} : { x_InstanceType: machine };
}

function addUnpriced(unpriced: Map<string, Unpriced>, sku: string, unit: string, from: string): void {
  const key = `${sku} ${unit}`;
  const known = unpriced.get(key);
  if (known === undefined) unpriced.set(key, { sku, unit, from, rows: 1 });
  else {
    known.rows += 1;
    if (from < known.from) known.from = from;
  }
}

function withoutNulls(row: UsageRow): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, string][] =>
      value === null || value === '' ? [] : [[name, value]],
    ),
  );
}
