import { costMetrics } from '@/lib/domain/cost/billing-delivery';

const money = 'DECIMAL(38, 24)';

/** A price counts as another one when it explains more than a millionth of a line's cost, and more than this a row. */
const leastPriceChange = '0.00000001';

/** In 10⁻⁹ units, as a whole number; null where that is too large to reckon with. */
const toWhole = (quantity: string) => `(TRY_CAST(${quantity} AS DECIMAL(28, 9)) * 1000000000)::HUGEINT`;

/** Tables of a connection, and what a statement makes of them. */
export const lineTable = 'close_lines';
const movedTable = 'close_moved';

/**
 * What moved between teams or sites although the provider tells the same line: of each natural key whose line is there on
 * either side, but of different owners, all of the old goes to the first of the new. What is left is judged as a change.
 */
export const movedSql = `CREATE OR REPLACE TEMP TABLE ${movedTable} AS
  WITH gone AS (
    SELECT pair, id, sum(rows_then)::BIGINT AS rows, sum(counted_then)::BIGINT AS counted, sum(quantity_then)::${money} AS quantity,
      ${costMetrics.map((metric) => `sum(told_${metric}_then)::BIGINT AS told_${metric}, sum(${metric}_then)::${money} AS ${metric}`).join(', ')}
    FROM ${lineTable} WHERE cause IS NULL AND rows_now = 0 GROUP BY pair, id),
  come AS (
    SELECT pair, id, team, site FROM ${lineTable} WHERE cause IS NULL AND rows_then = 0
    QUALIFY row_number() OVER (PARTITION BY pair, id ORDER BY team NULLS LAST, site NULLS LAST) = 1)
  SELECT pair, id, team, site, rows, counted, quantity, ${costMetrics.map((metric) => `told_${metric}, ${metric}`).join(', ')} FROM gone JOIN come USING (pair, id)`;

/**
 * Every line with what of its change each cause has, a row a cause; they add up to the change to the last digit, for the
 * price is what the quantity leaves over. The part of a quantity is the old cost times the ratio of the quantities, in
 * whole numbers to ten digits; no cost is divided.
 */
export function toPartsSql(columns: readonly string[]): string {
  const joined = `FROM ${lineTable} line
    LEFT JOIN ${movedTable} moved_in ON line.cause IS NULL AND line.rows_then = 0 AND moved_in.pair = line.pair AND moved_in.id = line.id
      AND moved_in.team IS NOT DISTINCT FROM line.team AND moved_in.site IS NOT DISTINCT FROM line.site
    LEFT JOIN (SELECT pair, id FROM ${movedTable}) moved_out
      ON line.cause IS NULL AND line.rows_now = 0 AND moved_out.pair = line.pair AND moved_out.id = line.id`;
  const told = [
    `(moved_in.id IS NOT NULL OR moved_out.id IS NOT NULL) AS is_moved`,
    `CASE WHEN moved_out.id IS NOT NULL THEN 0 ELSE line.rows_then + coalesce(moved_in.rows, 0) END AS old_rows`,
    `CASE WHEN moved_out.id IS NOT NULL THEN 0 ELSE line.counted_then + coalesce(moved_in.counted, 0) END AS old_counted`,
    `CASE WHEN moved_out.id IS NOT NULL THEN 0 ELSE line.quantity_then + coalesce(moved_in.quantity, 0) END::${money} AS old_quantity`,
    ...costMetrics.flatMap((metric) => [
      `CASE WHEN moved_out.id IS NOT NULL THEN 0 ELSE line.told_${metric}_then + coalesce(moved_in.told_${metric}, 0) END AS old_told_${metric}`,
      `CASE WHEN moved_out.id IS NOT NULL THEN 0 ELSE line.${metric}_then + coalesce(moved_in.${metric}, 0) END::${money} AS old_${metric}`,
    ]),
  ];
  const judged = [
    `CASE WHEN cause IS NOT NULL THEN cause WHEN kind <> 'usage' THEN kind
       WHEN old_rows = 0 THEN 'late-usage' WHEN rows_now = 0 THEN 'usage-withdrawn' END AS whole_cause`,
    `old_counted > 0 AND counted_now > 0 AS is_counted`,
    `CASE WHEN old_quantity <> 0 THEN
       TRY_CAST(${toWhole('quantity_now - old_quantity')} * 10000000000::HUGEINT // nullif(${toWhole('old_quantity')}, 0) AS DECIMAL(18, 0))
     END AS growth`,
  ];
  // A cost that some rows of one side alone do not tell has no former amount that would say why.
  const isComparable = (metric: string) =>
    `is_counted AND (old_told_${metric} < old_rows) = (told_${metric}_now < rows_now)`;
  // Looked at first: whole numbers of 128 bits are dear to multiply, and most costs of a line did not change.
  const isSplit = (metric: string) =>
    `whole_cause IS NULL AND ${metric}_now <> old_${metric} AND quantity_now <> old_quantity AND ${isComparable(metric)}`;
  const reckoned = costMetrics.map(
    (metric) => `CASE WHEN ${isSplit(metric)} THEN
        TRY_CAST(TRY_CAST(old_${metric} AS DECIMAL(20, 8)) * (growth * 0.0000000001)::DECIMAL(18, 10) AS ${money}) END AS by_${metric}`,
  );
  const byMetric = costMetrics.flatMap((metric) => {
    const change = `(${metric}_now - old_${metric})`;
    const least = `greatest(abs(${metric}_now), abs(old_${metric}))::DECIMAL(30, 12) * 0.000001::DECIMAL(7, 6) + greatest(rows_now, old_rows) * ${leastPriceChange}`;
    return [
      `CASE WHEN is_moved THEN (old_${metric} - ${metric}_then)::${money} ELSE 0 END AS moved_${metric}`,
      `CASE WHEN whole_cause IS NOT NULL THEN ${change} ELSE 0 END AS whole_${metric}`,
      `CASE WHEN NOT (${isSplit(metric)}) THEN 0
         WHEN by_${metric} IS NULL OR abs(${change} - by_${metric}) <= ${least} THEN ${change}
         ELSE by_${metric} END AS quantity_${metric}`,
      `CASE WHEN whole_cause IS NULL AND NOT (${isComparable(metric)}) THEN ${change} ELSE 0 END AS other_${metric}`,
    ];
  });
  const steps = `WITH told AS (SELECT line.*, ${told.join(', ')} ${joined}),
    judged AS (SELECT *, ${judged.join(', ')} FROM told),
    reckoned AS (SELECT *, ${reckoned.join(', ')} FROM judged),
    split AS (SELECT *, ${byMetric.join(', ')} FROM reckoned)`;
  // A struct a cause, so that a line is judged once for all of them.
  const part = (cause: string, of: (metric: string) => string) =>
    `{'part': ${cause}, ${costMetrics.map((metric) => `'${metric}': (${of(metric)})::${money}`).join(', ')}}`;
  const parts = [
    part(`'tags'`, (metric) => `moved_${metric}`),
    part('whole_cause', (metric) => `whole_${metric}`),
    part(
      `CASE WHEN quantity_now > old_quantity THEN 'late-usage' ELSE 'usage-withdrawn' END`,
      (metric) => `quantity_${metric}`,
    ),
    part(
      `'price'`,
      (metric) => `${metric}_now - old_${metric} - whole_${metric} - quantity_${metric} - other_${metric}`,
    ),
    part(`'other'`, (metric) => `other_${metric}`),
  ];
  const changes = costMetrics.map((metric) => `cause_part.${metric} AS ${metric}`);
  return `${steps} SELECT * EXCLUDE (cause_part), cause_part.part AS part, ${changes.join(', ')}
    FROM (SELECT ${columns.join(', ')}, unnest([${parts.join(', ')}]) AS cause_part FROM split)
    WHERE ${costMetrics.map((metric) => `cause_part.${metric} <> 0`).join(' OR ')}`;
}
