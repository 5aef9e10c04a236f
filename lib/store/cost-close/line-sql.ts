import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';
import { fromChanged } from './changed-sql';
import { toCostColumn } from './close-delivery';
import type { ComparedRows } from './pair-deliveries';
import { toKeyColumns, toOwnerSql } from './sum-close-lines';

const money = 'DECIMAL(38, 24)';

/** What a line is recognised by again, as people are told it. */
export const lineTexts = {
  account: 'SubAccountId',
  resource: 'ResourceId',
  sku: 'SkuId',
  meter: 'SkuMeter',
  region: 'RegionId',
  category: 'ChargeCategory',
  class: 'ChargeClass',
  unit: 'coalesce(PricingUnit, ConsumedUnit)',
  commitment: 'CommitmentDiscountId',
  frequency: 'ChargeFrequency',
} as const;

const isUnused = `coalesce(CommitmentDiscountStatus = 'Unused', false)`;

/**
 * The natural key of a line: no provider gives its rows an identity that outlives a delivery (AWS says so of
 * `identity/LineItemId`). Neither tags nor texts are in it, for they change with the price; nor is the commitment of a row
 * that uses one, so that usage which a commitment covers later is the same usage at another price.
 */
function toKey(keys: ReturnType<typeof toKeyColumns>): string {
  const { commitment, ...texts } = lineTexts;
  const parts = [
    ...Object.values(texts),
    `CASE WHEN ${isUnused} OR ChargeCategory = 'Purchase' THEN ${commitment} END`,
    keys.billingAccount,
    keys.provider,
    keys.service,
    keys.currency,
    `ChargePeriodStart::VARCHAR`,
    `ChargePeriodEnd::VARCHAR`,
    `${isUnused}::VARCHAR`,
  ];
  return `md5_number(concat_ws(chr(31), ${parts.map((part) => `coalesce(${part}, chr(30))`).join(', ')}))`;
}

/** What decides the cause where a line came, went or changed. */
const kind = `CASE WHEN ChargeClass = 'Correction' OR ChargeCategory IN ('Credit', 'Adjustment') THEN 'correction'
  WHEN ${isUnused} THEN 'commitment' WHEN ChargeCategory IN ('Purchase', 'Tax') THEN 'fees' ELSE 'usage' END`;

/**
 * SQL of all lines of a comparison, over the rows that changed: rows alike in their natural key, team and site, of both sides together, with their
 * sums. `detail`: also what a person recognises a line by.
 */
export function toLinesSql(compared: readonly ComparedRows[], { detail }: { detail: boolean }): string {
  const texts = detail ? [...Object.keys(lineTexts), 'day'].map((name) => `min(${name}) AS ${name}`) : [];
  const sides = (['then', 'now'] as const).flatMap((side) => {
    const only = `FILTER (WHERE side = '${side}')`;
    return [
      `count(*) ${only} AS rows_${side}`,
      `count(quantity) ${only} AS counted_${side}`,
      `coalesce(sum(quantity) ${only}, 0)::${money} AS quantity_${side}`,
      ...costMetrics.flatMap((metric) => [
        `count(${metric}) ${only} AS told_${metric}_${side}`,
        `coalesce(sum(${metric}) ${only}, 0)::${money} AS ${metric}_${side}`,
      ]),
    ];
  });
  return `SELECT ${['pair, cause, id, team, site, provider, "billingAccount", service, currency, kind', ...texts, ...sides].join(', ')}
    FROM (${compared.map((rows) => toRowsSql(rows, detail)).join(' UNION ALL ')})
    GROUP BY pair, cause, id, team, site, provider, "billingAccount", service, currency, kind`;
}

function toRowsSql(rows: ComparedRows, detail: boolean): string {
  const { delivery, side, owner, ownerOther, cause, pair } = rows;
  const attributed = toOwnerSql(owner);
  const keys = toKeyColumns(attributed);
  const owners = `${keys.team} AS team, ${keys.site} AS site`;
  const columns = [
    `${pair}::SMALLINT AS pair`,
    `'${side}' AS side`,
    `${cause === null ? 'NULL::VARCHAR' : toLiteral(cause)} AS cause`,
    `${toKey(keys)} AS id`,
    `${keys.provider} AS provider`,
    `${keys.billingAccount} AS "billingAccount"`,
    `${keys.service} AS service`,
    `${keys.currency} AS currency`,
    `${kind} AS kind`,
    `coalesce(PricingQuantity, ConsumedQuantity)::${money} AS quantity`,
    ...costMetrics.map((metric) => `${toCostColumn(metric, delivery.coverage)} AS ${metric}`),
    ...(detail
      ? [...Object.entries(lineTexts).map(([name, column]) => `${column} AS ${name}`), 'x_charge_day::VARCHAR AS day']
      : []),
  ];
  const source = cause === null ? fromChanged(rows) : toSource(delivery.files);
  if (ownerOther === null) return `SELECT ${[owners, ...columns].join(', ')} FROM ${attributed.from(source)}`;
  // Both sets of rules name the tags they read alike: what one told is kept, its tags are not.
  const other = toOwnerSql(ownerOther);
  const otherKeys = toKeyColumns(other);
  const told = `(SELECT *, ${otherKeys.team} AS other_team, ${otherKeys.site} AS other_site FROM ${other.from(source)})`;
  const plain = `(SELECT COLUMNS(lambda name: NOT regexp_full_match(name, 'x_(raw|tag)_[0-9]+')) FROM ${told})`;
  return `SELECT ${[owners, ...columns].join(', ')} FROM ${attributed.from(plain)}
    WHERE (${keys.team}) IS DISTINCT FROM other_team OR (${keys.site}) IS DISTINCT FROM other_site`;
}
