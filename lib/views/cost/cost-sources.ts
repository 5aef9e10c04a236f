import { z } from 'zod';
import type { CostSource } from '@/lib/api/contracts/cost';
import { type BillingSource, billingSources, type CostMetric } from '@/lib/domain/cost/billing-delivery';
import { toCompleteTo, toUnsettledFrom } from '@/lib/domain/cost/settling';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';

const connectionSchema = z.object({ id: z.string(), name: z.string(), provider: z.enum(providerIds) });

/** A connection that is to read costs. */
export type CostConnection = z.infer<typeof connectionSchema>;

/** The connections that were set to read costs at an instant, as far as they still exist. */
export async function readCostConnections({ pool }: Database, asOf: Date): Promise<CostConnection[]> {
  const { rows } = await pool.query(
    `SELECT c.id, c.name, c.provider FROM connection c JOIN collection_schedule s ON s.connection_id = c.id
     WHERE s.capability = 'cost' AND c.created_at <= $1 ORDER BY c.name`,
    [asOf],
  );
  return connectionSchema.array().parse(rows);
}

const sourceSchema = z.enum(billingSources);

/** Whose bills a source reads; null: anybody's. */
function toProvider(source: BillingSource): ProviderId | null {
  return providerIds.find((provider) => source.startsWith(`${provider}-`)) ?? null;
}

/** Whether a delivery tells a cost. What a discount or a list price makes of it comes with the effective cost. */
export function tellsMetric({ coverage }: KnownDelivery, metric: CostMetric): boolean {
  return coverage === 'all' || (coverage === 'billed') === (metric === 'billed');
}

/**
 * Where costs come from, by source and billing scope, and what is missing of each in a range up to the day before `asOf`:
 * months that nothing tells, days that no delivery covers yet, deliveries that were refused or are not added up. A
 * connection that delivered nothing is missing all through.
 */
export function toCostSources(
  deliveries: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  { metric, range, asOf }: { metric: CostMetric; range: DayRange; asOf: Date },
): CostSource[] {
  const yesterday = addDays(asOf.toISOString().slice(0, 10), -1);
  const past = { from: range.from, to: earlier(range.to, yesterday) };
  const groups = new Map<string, KnownDelivery[]>();
  for (const delivery of deliveries) {
    if (!tellsMetric(delivery, metric)) continue;
    const name = JSON.stringify([delivery.source, delivery.scope]);
    groups.set(name, [...(groups.get(name) ?? []), delivery]);
  }
  const told = [...groups.values()].flatMap((group) => toSource(group, connections, past));
  const silent = connections.filter(({ id }) => !deliveries.some(({ connectionId }) => connectionId === id));
  return [
    ...told,
    ...silent.map(({ id, name, provider }) => ({
      ...nothingTold,
      connectionId: id,
      title: name,
      provider,
      missing: past.from <= past.to ? [{ ...past, why: 'It has delivered no bill yet.' }] : [],
    })),
  ];
}

const nothingTold = {
  source: null,
  basis: null,
  deliveredAt: null,
  arrivedAt: null,
  completeTo: null,
  unsettledFrom: null,
};

function toSource(
  group: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  past: DayRange,
): CostSource[] {
  const [first] = group;
  if (first === undefined) return [];
  const source = sourceSchema.parse(first.source);
  const counting = group.filter((delivery) => delivery.counts);
  const newest = counting.at(-1);
  const known = connections.find(({ id }) => id === first.connectionId);
  const delivered = counting.map((delivery) => ({
    source,
    basis: delivery.basis,
    billingMonth: delivery.billingMonth,
    deliveredAt: delivery.deliveredAt ?? delivery.arrivedAt,
  }));
  const unsettled = delivered.map(toUnsettledFrom).filter((day) => day !== null);
  return [
    {
      connectionId: first.connectionId,
      title: known?.name ?? first.title,
      provider: toProvider(source),
      source,
      basis: first.basis,
      deliveredAt: (newest?.deliveredAt ?? newest?.arrivedAt)?.toISOString() ?? null,
      arrivedAt: newest?.arrivedAt.toISOString() ?? null,
      completeTo: delivered.map(toCompleteTo).at(-1) ?? null,
      unsettledFrom: unsettled.toSorted()[0] ?? null,
      missing: findMissing(group, { isConnected: known !== undefined }, past),
    },
  ];
}

/** Month by month. A source without a connection, such as a file somebody imported, owes nothing after its last month. */
function findMissing(
  group: readonly KnownDelivery[],
  { isConnected }: { isConnected: boolean },
  past: DayRange,
): CostSource['missing'] {
  const missing: CostSource['missing'] = [];
  const months = group.map(({ billingMonth }) => billingMonth).toSorted();
  const start = months[0];
  const last = months.at(-1);
  if (start === undefined || last === undefined) return missing;
  for (let month = start; month <= past.to && (isConnected || month <= last); month = nextMonth(month)) {
    const span = { from: later(month, past.from), to: earlier(addDays(nextMonth(month), -1), past.to) };
    if (span.from > span.to) continue;
    const ofMonth = group.filter(({ billingMonth }) => billingMonth === month);
    const counting = ofMonth.find((delivery) => delivery.counts);
    const refused = ofMonth.find(({ state }) => state !== 'kept');
    const isReplaced = ofMonth.some((delivery) => !delivery.counts && delivery.state === 'kept');
    if (counting === undefined && isReplaced) continue;
    if (counting === undefined) missing.push({ ...span, why: toWhy(refused) });
    else if (counting.rollup === null) missing.push({ ...span, why: 'Its delivery is not added up yet.' });
    else {
      const { deliveredAt, arrivedAt, basis, billingMonth, source } = counting;
      const delivered = {
        source: sourceSchema.parse(source),
        basis,
        billingMonth,
        deliveredAt: deliveredAt ?? arrivedAt,
      };
      const completeTo = toCompleteTo(delivered);
      const from = later(span.from, addDays(completeTo, 1));
      if (isConnected && from <= span.to) missing.push({ from, to: span.to, why: 'These days are not delivered yet.' });
      if (refused !== undefined)
        missing.push({ ...span, why: `${toWhy(refused)} The one before it goes on counting.` });
    }
  }
  return missing;
}

function toWhy(refused: KnownDelivery | undefined): string {
  if (refused === undefined) return 'Nothing was delivered for this month.';
  if (refused.state === 'overlapping') return 'Its delivery tells costs that another one tells too.';
  return `Its delivery is in quarantine: ${refused.rejectedRows} rows could not be read.`;
}

function nextMonth(month: string): string {
  const date = new Date(month);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
