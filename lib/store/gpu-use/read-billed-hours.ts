import { z } from 'zod';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { keepAnswers } from '@/lib/store/cost-ledger/keep-answers';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from '@/lib/store/cost-rollups/attribution-sql';
import { metricColumns, toDimensionSql, toSource } from '@/lib/store/cost-rollups/encode-rows';
import type { UseDays } from './read-gpu-use';

/** A delivery and the rules that tell the site of its rows. */
export interface HourDelivery {
  basis: CostBasis;
  source: string;
  attribution: Attribution;
  tagKeys: readonly string[];
  files: readonly string[];
}

/** Accelerator hours that bills tell of devices of a model in one place on one day. */
export interface BilledHours {
  /** UTC. */
  day: string;
  /** As the ledger has it; null: not told. */
  provider: string | null;
  site: string | null;
  gpuModel: string;
  basis: CostBasis;
  source: string;
  /** As the ledger has it; null: not told. */
  currency: string | null;
  /** Decimal; null: no row tells hours. */
  hours: string | null;
  /** Decimal: what rows cost that are for no hours, being bought ahead or not used; null: no such row tells a cost. */
  unused: string | null;
  /** Whether all rows are such rows. */
  isUnusedAlone: boolean;
}

const text = z.string().nullable();
const rowSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  source: z.string(),
  day: z.string(),
  provider: text,
  site: text,
  gpuModel: z.string(),
  currency: text,
  hours: text,
  unused: text,
  isUnusedAlone: z.boolean(),
});

/** By the statement: it names every file, and files never change. */
const kept = keepAnswers<BilledHours[]>(12);

/** Rows that no hour of a device is behind: the part of a commitment that nobody used, and what is bought ahead. */
const isUnused = `coalesce(CommitmentDiscountStatus = 'Unused', false) OR coalesce(ChargeCategory = 'Purchase', false)`;

/** Adds up the accelerator hours of rows charged for some days, and what by `metric` is for no hours, from their Parquet. */
export async function readBilledHours(
  engine: Pick<CostEngine, 'query'>,
  deliveries: readonly HourDelivery[],
  { from, to, metric }: UseDays & { metric: CostMetric },
): Promise<BilledHours[]> {
  // Rows that are read alike are read at once.
  const groups = new Map<string, HourDelivery & { files: string[] }>();
  for (const { attribution, tagKeys, files, ...told } of deliveries) {
    const rules = attribution.rules.filter(({ attribute }) => attribute === 'site');
    const group = { ...told, attribution: { ...attribution, rules, written: 0, version: null }, tagKeys };
    const name = JSON.stringify(group);
    const known = groups.get(name) ?? { ...group, files: [] };
    known.files.push(...files);
    groups.set(name, known);
  }
  const parts = [...groups.values()]
    .filter(({ files }) => files.length > 0)
    .map((group) => toPart(group, { from, to, metric }));
  if (parts.length === 0) return [];
  const sql = `SELECT basis, source, day, provider, site, "gpuModel", currency, sum(hours)::VARCHAR AS hours,
      sum(unused)::VARCHAR AS unused, bool_and("isUnused") AS "isUnusedAlone"
    FROM (${parts.join(' UNION ALL ')}) GROUP BY ALL ORDER BY ALL`;
  return kept(sql, async () => rowSchema.array().parse(await engine.query(sql)));
}

function toPart(
  { basis, source, attribution, tagKeys, files }: HourDelivery,
  { from, to, metric }: UseDays & { metric: CostMetric },
): string {
  const { from: attributed, columns } = toAttributionSql(attribution, tagKeys);
  const { provider, site, currency } = toDimensionSql(columns);
  const rows = `(SELECT * FROM ${toSource(files)} WHERE x_gpu_model IS NOT NULL
    AND x_charge_day BETWEEN ${toLiteral(from)}::DATE AND ${toLiteral(to)}::DATE)`;
  return `SELECT ${toLiteral(basis)} AS basis, ${toLiteral(source)} AS source, x_charge_day::VARCHAR AS day,
    ${provider} AS provider, ${site} AS site, x_gpu_model AS "gpuModel", ${currency} AS currency,
    x_gpu_hours AS hours, CASE WHEN ${isUnused} THEN ${metricColumns[metric]} END AS unused, (${isUnused}) AS "isUnused" FROM ${attributed(rows)}`;
}
