import { DuckDBInstance } from '@duckdb/node-api';
import { type BillScope, billRows } from './bill-rows';

/** How a generated month is written. */
export type MonthForm = 'csv' | 'csv.gz' | 'parquet';

const options: Record<MonthForm, string> = {
  csv: '(FORMAT csv, HEADER)',
  'csv.gz': '(FORMAT csv, HEADER, COMPRESSION gzip)',
  parquet: '(FORMAT parquet, COMPRESSION snappy)',
};

/**
 * Writes a month of an AWS account in FOCUS 1.2: 2,500 resources by the hour, costs with 16 digits, tags and price details
 * as JSON. `cents` is added to what every row costs, so that months can be restated.
 */
export async function writeMonth(path: string, form: MonthForm, rows: number, cents: number): Promise<void> {
  await write(path, form, monthSql(rows, cents));
}

/** Writes October of a scope as Parquet in FOCUS 1.2, rows of which are hardly ever alike but for their costs. */
export async function writeBill(path: string, scope: BillScope, rows: number): Promise<void> {
  const costs = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost'].map(
    (cost) => `${cost}::VARCHAR AS ${cost}`,
  );
  const machines = ['p5.48xlarge', 'p4d.24xlarge', 'p3.2xlarge', 'g6e.xlarge', 'g6.xlarge', 'g5.xlarge', 'g4dn.xlarge'];
  const machine = `CASE WHEN x_gpu_model IS NOT NULL THEN [${machines.map((name) => `'${name}'`).join(', ')}][1 + (hash(x_gpu_model) % ${machines.length})::BIGINT] END`;
  await write(
    path,
    'parquet',
    `SELECT * EXCLUDE (x_row, x_charge_day, x_provider, x_gpu_model) REPLACE (${costs.join(', ')}),
       x_charge_day::TIMESTAMP AS ChargePeriodStart, x_charge_day::TIMESTAMP + INTERVAL 1 DAY AS ChargePeriodEnd,
       TIMESTAMP '2026-10-01' AS BillingPeriodStart, TIMESTAMP '2026-11-01' AS BillingPeriodEnd,
       x_provider AS ProviderName, ${machine} AS x_InstanceType
     FROM (${billRows(scope, '2026-10-01', rows)})`,
  );
}

async function write(path: string, form: MonthForm, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO '${path.replaceAll("'", "''")}' ${options[form]}`);
  connection.closeSync();
  instance.closeSync();
}

function monthSql(rows: number, cents: number): string {
  const cost = (divisor: number) =>
    `(((turn * 7919) % 100000) / ${divisor}.0 + ${cents / 100})::DECIMAL(18,12)::VARCHAR`;
  const hour = (later: number) =>
    `strftime(TIMESTAMP '2026-10-01' + INTERVAL (turn // 2500 + ${later}) HOUR, '%Y-%m-%dT%H:%M:%SZ')`;
  return `SELECT 'us-east-1' || chr(97 + (turn % 4)::INTEGER) AS AvailabilityZone, ${cost(1_000_000)} || '0000' AS BilledCost,
    '111122223333' AS BillingAccountId, 'Payer' AS BillingAccountName, 'USD' AS BillingCurrency,
    '2026-11-01T00:00:00Z' AS BillingPeriodEnd, '2026-10-01T00:00:00Z' AS BillingPeriodStart, 'Usage' AS ChargeCategory,
    NULL::VARCHAR AS ChargeClass, 'On demand Linux instance hour ' || sku AS ChargeDescription,
    'Usage-Based' AS ChargeFrequency, ${hour(1)} AS ChargePeriodEnd, ${hour(0)} AS ChargePeriodStart,
    NULL::VARCHAR AS CommitmentDiscountId, NULL::VARCHAR AS CommitmentDiscountStatus,
    ((turn % 60) / 60.0)::DECIMAL(18,10)::VARCHAR AS ConsumedQuantity, 'Hours' AS ConsumedUnit,
    ${cost(1_100_000)} AS ContractedCost, (sku * 0.0123)::DECIMAL(18,10)::VARCHAR AS ContractedUnitPrice,
    ${cost(1_000_000)} AS EffectiveCost, 'AWS' AS InvoiceIssuerName, 'EUINDE26-123456' AS InvoiceId,
    ${cost(900_000)} AS ListCost, (sku * 0.013)::DECIMAL(18,10)::VARCHAR AS ListUnitPrice, 'Standard' AS PricingCategory,
    'USD' AS PricingCurrency, ((turn % 60) / 60.0)::DECIMAL(18,10)::VARCHAR AS PricingQuantity, 'Hours' AS PricingUnit,
    'AWS' AS ProviderName, 'AWS' AS PublisherName, 'us-east-1' AS RegionId, 'US East (N. Virginia)' AS RegionName,
    'arn:aws:ec2:us-east-1:' || account || ':instance/i-' || lpad(to_hex(resource * 2654435), 17, '0') AS ResourceId,
    'node-' || resource AS ResourceName, 'Instance' AS ResourceType, 'Compute' AS ServiceCategory,
    'Amazon Elastic Compute Cloud' AS ServiceName, 'Virtual Machines' AS ServiceSubcategory, 'SKU' || sku AS SkuId,
    'BoxUsage:' || machine AS SkuMeter,
    '{"InstanceType":"' || machine || '","OperatingSystem":"Linux"}' AS SkuPriceDetails, 'SKU' || sku || '.PRICE' AS SkuPriceId,
    account AS SubAccountId, 'team-' || (resource % 40) AS SubAccountName, 'Linked account' AS SubAccountType,
    '{"team":"team-' || (resource % 40) || '","env":"' || CASE WHEN resource % 3 = 0 THEN 'prod' ELSE 'dev' END
      || '","owner":"person' || (resource % 200) || '@example.com"}' AS Tags,
    'BoxUsage:' || machine AS x_UsageType, 'RunInstances' AS x_Operation, 'AmazonEC2' AS x_ServiceCode
  FROM (SELECT *, CASE WHEN sku % 10 = 0 THEN 'p5.48xlarge' ELSE 'm' || (sku % 9) || '.xlarge' END AS machine FROM (
    SELECT range AS turn, range % 2500 AS resource, (range % 2500) % 300 AS sku,
      (200000000000 + ((range % 2500) % 40))::VARCHAR AS account FROM range(${rows})))`;
}
