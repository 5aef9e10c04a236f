import type { CommitmentMeasure } from '@/lib/domain/cost/commitment-sum';
import { providerSql } from './costs-sql';
import { machineHoursSql } from './machine-hours-sql';

/** What each measure is called among staged rows. */
export const measureColumns: Readonly<Record<CommitmentMeasure, string>> = {
  billed: 'billed',
  effective: 'effective',
  list: 'list',
  contracted: 'contracted',
  quantity: 'quantity',
  hours: 'hours',
  'gpu-hours': 'gpu_hours',
};

export const stagedAlike = 'commitment_alike';
export const stagedUsage = 'commitment_usage';
export const stagedCharges = 'commitment_charges';

const named = `nullif(CommitmentDiscountId, '')`;

/**
 * What a row is, and so how its usage was paid for. Usage priced as committed that names no commitment is covered: there are
 * providers that tell no ids. Usage that names one and does not say whether it was used is told apart. What is unused stands
 * on the row of the fee in AWS's report 2.0, whose effective cost is that part alone.
 */
const classSql = `CASE
    WHEN CommitmentDiscountStatus = 'Unused' THEN 'unused'
    WHEN ChargeCategory IS DISTINCT FROM 'Usage' THEN CASE ChargeCategory WHEN 'Purchase' THEN 'purchase' ELSE 'adjustment' END
    WHEN CommitmentDiscountStatus = 'Used' THEN 'covered'
    WHEN ${named} IS NOT NULL THEN 'untold'
    WHEN PricingCategory = 'Committed' THEN 'unnamed'
    WHEN PricingCategory = 'Standard' THEN 'on-demand'
    WHEN PricingCategory = 'Dynamic' THEN 'spot'
    ELSE 'other' END`;

/** Fees that name no commitment count too: there are providers that tell no ids. */
const isCharged = `(ChargeCategory = 'Usage' OR ${named} IS NOT NULL OR (ChargeCategory = 'Purchase' AND PricingCategory = 'Committed'))`;

/**
 * At what it would have cost on demand, how much of a row a commitment covers that the bill does not name, where that is a
 * part of it: what Google takes off the charge of covered usage is that charge.
 */
const coveredPart = `TRY_CAST(x_other['x_CoveredCost'] AS DECIMAL(38, 24))`;
const mayBePartly = `x_provider = 'google-cloud' AND ChargeCategory = 'Usage' AND PricingCategory = 'Committed' AND ${named} IS NULL`;
const isPartly = `(${mayBePartly}
  AND coalesce(sign(${coveredPart}) = sign(ContractedCost) AND abs(${coveredPart}) < abs(ContractedCost), false))`;

const plainColumns = ['x_charge_day', 'x_gpu_model', 'ServiceName', 'ServiceCategory', 'RegionId', 'BillingCurrency'];

const rowKeys =
  'day, provider, currency, commitment, class, is_transfer, capacity, service, category, region, gpu_model';

/** Everything that sums of usage are by but for one dimension more. */
const usageKeys = 'day, provider, currency, class, capacity, is_eligible';
const usageDimensions = ['service', 'region', 'gpu_model'] as const;

/** Rows that sums are made of, as a FROM item. `isSummed`: those alike are one, with their `row_count` and what is untold. */
export interface NamedRows {
  sql: string;
  isSummed: boolean;
}

/**
 * Rows of the ledger, none added up. `hasParts`: whether `hasPartsSql` finds a row; without any, the columns in which parts
 * stand, dear to read, are not looked at.
 */
export function toNamedRows(source: string, hasParts: boolean): NamedRows {
  return { sql: `(${namedRows(source, hasParts)})`, isSummed: false };
}

/** Tells whether far fewer rows differ in what sums are by than there are: those alike are then worth adding up first. */
export function areAlikeSql(source: string): string {
  const keys = [
    ...plainColumns,
    'CommitmentDiscountId',
    'CommitmentDiscountStatus',
    'ChargeCategory',
    'PricingCategory',
  ];
  return `SELECT approx_count_distinct(hash(${keys.join(', ')})) * 4 < count(*) FROM ${source}`;
}

/** Adds rows up that are alike in everything that sums are by. */
export function stageAlikeSql({ sql }: NamedRows): string {
  const measures = Object.keys(measureColumns) as CommitmentMeasure[];
  return `CREATE OR REPLACE TEMP TABLE ${stagedAlike} AS
    SELECT ${rowKeys}, ${sumsOf(measures, false)} FROM ${sql} GROUP BY ALL`;
}

/** A condition of what `stageUsageSql` stages: by this dimension. */
export function isBySql(dimension: (typeof usageDimensions)[number]): string {
  const others = usageDimensions.filter((one) => one !== dimension).map((one) => `is_over_${one}`);
  return others.join(' AND ');
}

/**
 * Usage by how it was paid for, by each dimension on its own: rows are hardly ever alike in all of them. Eligible services are
 * those the same bill has covered usage of; data transfer never is.
 */
export function stageUsageSql({ sql, isSummed }: NamedRows): string {
  const over = usageDimensions.map((one) => `GROUPING(${one}) = 1 AS is_over_${one}`).join(', ');
  return `CREATE OR REPLACE TEMP TABLE ${stagedUsage} AS
    WITH rows AS NOT MATERIALIZED (SELECT * FROM ${sql}),
    covered AS MATERIALIZED (SELECT DISTINCT provider, service, category, true AS found FROM rows WHERE class IN ('covered', 'unnamed')),
    judged AS NOT MATERIALIZED (
      SELECT rows.*, class IN ('covered', 'unnamed', 'untold')
        OR (class = 'on-demand' AND NOT is_transfer AND covered.found IS NOT NULL) AS is_eligible
      FROM rows LEFT JOIN covered ON rows.provider IS NOT DISTINCT FROM covered.provider
        AND rows.service IS NOT DISTINCT FROM covered.service AND rows.category IS NOT DISTINCT FROM covered.category)
    SELECT ${usageKeys}, ${usageDimensions.join(', ')}, ${over}, ${sumsOf(['effective', 'list', 'contracted', 'hours', 'gpu-hours'], isSummed)}
    FROM judged WHERE class NOT IN ('purchase', 'adjustment', 'unused') AND (is_eligible OR capacity <> 'other')
    GROUP BY GROUPING SETS (${usageDimensions.map((one) => `(${usageKeys}, ${one})`).join(', ')})`;
}

/** What commitments cost and cover, by commitment. What one is judged by does not depend on what ran on it. */
export function stageChargesSql({ sql, isSummed }: NamedRows): string {
  return `CREATE OR REPLACE TEMP TABLE ${stagedCharges} AS
    SELECT day, provider, currency, class, 'other' AS capacity, false AS is_eligible, commitment,
      ${sumsOf(['billed', 'effective', 'list', 'contracted', 'quantity'], isSummed)}
    FROM ${sql}
    WHERE commitment IS NOT NULL OR class IN ('covered', 'unnamed', 'unused', 'purchase') GROUP BY ALL`;
}

function sumsOf(measures: readonly CommitmentMeasure[], isSummed: boolean): string {
  const sums = measures.map((measure) => {
    const name = measureColumns[measure];
    const untold = isSummed ? `sum(untold_${name})` : `(count(*) - count(${name}))`;
    return `sum(${name}) AS ${name}, ${untold}::UINTEGER AS untold_${name}`;
  });
  return [`${isSummed ? 'sum(row_count)' : 'count(*)'}::UINTEGER AS row_count`, ...sums].join(', ');
}

function namedRows(source: string, hasParts: boolean): string {
  const rows = hasParts ? `${wholeRows(source)} AND NOT ${isPartly} UNION ALL ${partRows(source)}` : wholeRows(source);
  return `SELECT x_charge_day AS day, provider, nullif(BillingCurrency, '') AS currency, commitment, class, is_transfer,
      CASE WHEN x_gpu_model IS NOT NULL THEN 'gpu' WHEN ServiceCategory = 'Compute' THEN 'compute' ELSE 'other' END AS capacity,
      nullif(ServiceName, '') AS service, nullif(ServiceCategory, '') AS category, nullif(RegionId, '') AS region,
      nullif(x_gpu_model, '') AS gpu_model, ${Object.values(measureColumns).join(', ')}
    FROM (${rows})`;
}

/** Finds a row of those that a commitment may cover in part. */
export function hasPartsSql(source: string): string {
  return `SELECT 1 FROM ${source} WHERE ${mayBePartly} LIMIT 1`;
}

function wholeRows(source: string): string {
  return `SELECT ${plainColumns.join(', ')}, ${providerSql} AS provider, ${named} AS commitment, ${classSql} AS class,
      x_transfer IS NOT NULL AS is_transfer, BilledCost AS billed, EffectiveCost AS effective, ListCost AS list,
      ContractedCost AS contracted, CommitmentDiscountQuantity AS quantity, ${machineHoursSql} AS hours, x_gpu_hours AS gpu_hours
    FROM ${source} WHERE ${isCharged}`;
}

/**
 * Both parts of rows that are covered in part. What usage cost stands on the part that is not covered, for what covered the
 * other stands on a fee; so do its hours, which are not counted by how they were paid for.
 */
function partRows(source: string): string {
  const list = shareOf('ListCost', coveredPart, 'ContractedCost');
  const toPart = (part: 'covered' | 'rest') => {
    const isRest = part === 'rest';
    const whole = (column: string) => (isRest ? column : `${column} * 0`);
    const split = (column: string, covered: string) => (isRest ? `${column} - ${covered}` : covered);
    return `SELECT ${plainColumns.join(', ')}, ${providerSql} AS provider, NULL::VARCHAR AS commitment,
        '${isRest ? 'on-demand' : 'unnamed'}' AS class, x_transfer IS NOT NULL AS is_transfer, ${whole('BilledCost')} AS billed,
        ${whole('EffectiveCost')} AS effective, ${split('ListCost', list)} AS list,
        ${split('ContractedCost', coveredPart)} AS contracted, NULL::DECIMAL(38, 24) AS quantity,
        NULL::DECIMAL(38, 24) AS hours, ${whole('x_gpu_hours')} AS gpu_hours
      FROM ${source} WHERE ${isPartly}`;
  };
  return `${toPart('covered')} UNION ALL ${toPart('rest')}`;
}

const toWhole = (column: string) => `(${column}::DECIMAL(38, 12) * 1000000000000)::HUGEINT`;

/** `column` × `part` ÷ `whole`, down to 10⁻¹², in whole numbers: DuckDB divides decimals as floats. */
function shareOf(column: string, part: string, whole: string): string {
  const ratio = `(${toWhole(part)} * 1000000000000 // ${toWhole(whole)})`;
  return `((${toWhole(column)} * ${ratio} // 1000000000000)::DECIMAL(26, 0) * 0.000000000001::DECIMAL(12, 12))`;
}
