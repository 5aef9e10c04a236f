import { toLiteral } from '@/lib/store/cost-ledger/sql-text';

/** A billing scope of the estate; `share`: of all rows. Keys are drawn apart from one another, the first ones most often. */
export const billScopes = [
  { provider: 'aws', source: 'aws-focus', share: 0.6, accounts: 200, services: 90, skus: 2_000 },
  { provider: 'google-cloud', source: 'google-cloud-focus', share: 0.25, accounts: 120, services: 60, skus: 1_200 },
  { provider: 'azure', source: 'azure-focus', share: 0.15, accounts: 80, services: 50, skus: 1_000 },
] as const;
export type BillScope = (typeof billScopes)[number];

/** Some rows are charged for days of the month before. */
export const lateDays = 2;
export const billColumns = [
  ...['x_row', 'x_charge_day', 'x_provider', 'x_gpu_model', 'BillingAccountId', 'SubAccountId', 'ServiceName'],
  ...['ServiceCategory', 'RegionId', 'SkuId', 'BillingCurrency', 'ChargeCategory', 'PricingCategory', 'Tags'],
  ...['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'ResourceId', 'ResourceName', 'ChargeDescription'],
  ...['CommitmentDiscountId', 'CommitmentDiscountStatus', 'ConsumedQuantity', 'ConsumedUnit', 'SkuMeter'],
];

/** Regions as usage types name them. */
const codes = "['USE1', 'USE2', 'USW2', 'EU', 'EUC1', 'EUN1', 'APN1', 'APS1', 'APS3', 'CAN1']";
const codeCount = 10;

/** From 0 to 1, the same for the same row; each `lane` drawn apart. */
const draw = (lane: number) => `((hash(n * 64 + ${lane}) >> 11)::DOUBLE / 9007199254740992)`;
/** One of so many, by rank as words of a language are: the n-th as often as 1 / n. */
const ranked = (lane: number, most: number) => `floor(exp(${draw(lane)} * ln(${most + 1})))::INTEGER`;

/** The rows of a scope's bill of a month, in the ledger's columns, as a query. `month`: its first day. */
export function billRows(scope: BillScope, month: string, count: number): string {
  const { provider, accounts, services, skus } = scope;
  const days = daysIn(month);
  const seed = (Date.parse(month) / 86_400_000) * 100_000_000 + provider.length * 10_000_000_000_000;
  // Azure tells amounts with 24 digits, the others with ten.
  const billed =
    provider === 'azure'
      ? `((${draw(20)} * 9)::DECIMAL(18, 12) * (${draw(21)} * 3)::DECIMAL(18, 12))::DECIMAL(38, 24)`
      : `(${draw(20)} * 12)::DECIMAL(18, 10)::DECIMAL(38, 24)`;
  return `SELECT i + 1 AS x_row,
      DATE ${toLiteral(month)} + CASE WHEN ${draw(1)} < 0.01 THEN -1 - floor(${draw(2)} * ${lateDays})::INTEGER
        ELSE floor(${draw(2)} * ${days})::INTEGER END AS x_charge_day,
      ${toLiteral(provider)} AS x_provider,
      CASE WHEN ${draw(3)} < 0.1 THEN 'GPU ' || ${ranked(4, 8)} END AS x_gpu_model,
      ${toLiteral(`${provider}-payer-`)} || ${ranked(5, 6)} AS BillingAccountId,
      ${toLiteral(`${provider}-account-`)} || ${ranked(6, accounts)} AS SubAccountId,
      ${toLiteral(`${provider}-service-`)} || ${ranked(7, services)} AS ServiceName,
      CASE ${ranked(8, 15)} WHEN 1 THEN 'Compute' ELSE 'Category ' || ${ranked(8, 15)} END AS ServiceCategory,
      ${toLiteral(`${provider}-region-`)} || ${ranked(9, 20)} AS RegionId,
      ${toLiteral(`${provider}-sku-`)} || ${ranked(10, skus)} AS SkuId,
      CASE WHEN ${draw(11)} < 0.1 THEN 'EUR' ELSE 'USD' END AS BillingCurrency,
      CASE WHEN ${draw(12)} < 0.95 THEN 'Usage' WHEN ${draw(12)} < 0.98 THEN 'Credit' ELSE 'Purchase' END AS ChargeCategory,
      CASE WHEN ${draw(13)} < 0.8 THEN 'Standard' ELSE 'Committed' END AS PricingCategory,
      CASE WHEN ${draw(14)} < 0.9 THEN '{"team":"team-' || ${ranked(15, 30)} || '","site":"site-' || ${ranked(16, 12)}
        || '","workload":"job-' || ${ranked(17, 400)} || '","model":"model-' || ${ranked(18, 60)} || '"}' END AS Tags,
      CASE WHEN ${draw(12)} BETWEEN 0.95 AND 0.98 THEN -amount ELSE amount END AS BilledCost,
      CASE WHEN ${draw(13)} < 0.8 THEN BilledCost ELSE round(BilledCost * 0.7, 12)::DECIMAL(38, 24) END AS EffectiveCost,
      CASE WHEN ${draw(22)} < 0.02 THEN NULL ELSE (round(amount, 10) * 1.25)::DECIMAL(38, 24) END AS ListCost,
      ListCost AS ContractedCost,
      'resource-' || ${ranked(23, 5_000)} AS ResourceId, ResourceId AS ResourceName, 'Usage of ' || ServiceName AS ChargeDescription,
      CASE WHEN hash(SkuId) % 25 = 0 THEN ${codes}[(1 + (hash(SkuId) // 25) % ${codeCount})::BIGINT] || '-' || ${codes}[(1 + (hash(SkuId) // 250) % ${codeCount})::BIGINT] || '-AWS-Out-Bytes' END AS SkuMeter,
      1::DECIMAL(38, 24) AS ConsumedQuantity, CASE WHEN SkuMeter IS NULL THEN 'Hours' ELSE 'GB' END AS ConsumedUnit,
      CASE WHEN PricingCategory = 'Committed' THEN 'commitment-' || ${ranked(24, 40)} END AS CommitmentDiscountId,
      CASE WHEN CommitmentDiscountId IS NULL THEN NULL WHEN ${draw(25)} < 0.9 THEN 'Used' ELSE 'Unused' END AS CommitmentDiscountStatus
    FROM (SELECT *, ${billed} AS amount FROM (SELECT i, i + ${seed} AS n FROM range(${count}) drawn(i)))`;
}

const daysIn = (month: string) => {
  const date = new Date(month);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
};
