import { addMonths, monthOf } from '../world/bills/calendar';
import type { HourlyUsage } from '../world/bills/coreweave/coreweave-usage';
import { coreWeaveClusterName } from '../world/kubernetes/coreweave-cluster';
import { coreWeaveRegion } from '../world/kubernetes/plan/coreweave-node';

/** Columns of a row, in the order of the CSV. Cost columns are not among them. */
export const billingColumns = [
  'BillingAccountId',
  'BillingAccountName',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ConsumedQuantity',
  'ConsumedUnit',
  'InvoiceIssuerName',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'RegionName',
  'AvailabilityZone',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'SkuId',
  'x_CapacityPlan',
  'x_ClusterId',
  'x_ClusterName',
  'x_ProductFamily',
] as const;
export type BillingRow = Record<(typeof billingColumns)[number], string | number | null>;

const organization = 'org-millwright';
const clusterId = '5f0c1d9e-7b1a-4e57-9c39-4f1f5b0a2d68';
const hourMs = 3_600_000;

/**
 * An hour's usage in one of two views that add up to the same: by zone, cluster and SKU without plan, or by SKU and plan
 * without zone and cluster.
 */
export function toBillingRows(
  hour: Date,
  used: readonly HourlyUsage[],
  view: 'location' | 'capacity_plan',
): BillingRow[] {
  const groups = Map.groupBy(used, ({ sku, plan }) => (view === 'location' ? sku : `${sku} ${plan}`));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const quantity = group.reduce((sum, each) => sum + each.quantity, 0);
    return [toRow(hour, { ...first, quantity }, view)];
  });
}

function toRow(hour: Date, usage: HourlyUsage, view: 'location' | 'capacity_plan'): BillingRow {
  const month = monthOf(hour);
  const isPlaced = view === 'location';
  return {
    BillingAccountId: organization,
    BillingAccountName: null,
    BillingPeriodStart: `${month}-01T00:00:00Z`,
    BillingPeriodEnd: `${addMonths(month, 1)}-01T00:00:00Z`,
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: null,
    ChargeFrequency: 'Usage-Based',
    ChargePeriodStart: toSeconds(hour),
    ChargePeriodEnd: toSeconds(new Date(hour.getTime() + hourMs)),
    ConsumedQuantity: usage.quantity,
    ConsumedUnit: usage.unit,
    InvoiceIssuerName: 'CoreWeave',
    PricingCategory: 'Standard',
    PricingQuantity: usage.quantity,
    PricingUnit: usage.unit,
    ProviderName: 'CoreWeave',
    PublisherName: 'CoreWeave',
    RegionId: isPlaced ? coreWeaveRegion.slice(0, -1) : null,
    RegionName: null,
    AvailabilityZone: isPlaced ? coreWeaveRegion : null,
    ResourceType: null,
    ServiceCategory: usage.serviceCategory,
    ServiceName: usage.serviceName,
    SkuId: usage.sku,
    x_CapacityPlan: isPlaced ? null : usage.plan,
    x_ClusterId: isPlaced ? clusterId : null,
    x_ClusterName: isPlaced ? coreWeaveClusterName : null,
    x_ProductFamily: usage.family,
  };
}

function toSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
