import { z } from 'zod';
import type { CostSource } from '@/lib/api/contracts/cost';
import { type BillingSource, billingSources, type CostMetric } from '@/lib/domain/cost/billing-delivery';
import { toCompleteTo, toUnsettledFrom } from '@/lib/domain/cost/settling';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { earlier, findMissing } from './find-missing';

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
export function toProvider(source: BillingSource): ProviderId | null {
  return providerIds.find((provider) => source.startsWith(`${provider}-`)) ?? null;
}

/** Whether a delivery tells a cost. What a discount or a list price makes of it comes with the effective cost. */
export function tellsMetric({ coverage }: KnownDelivery, metric: CostMetric): boolean {
  return coverage === 'all' || (coverage === 'billed') === (metric === 'billed');
}

interface SourcesAsk {
  metric: CostMetric;
  range: DayRange;
  asOf: Date;
  isFirstBillFirstCost?: boolean;
  readFrom?: 'roll-ups' | 'rows';
}

/**
 * Where costs come from, by source and billing scope, and what is missing of each in a range up to the day before `asOf`:
 * months that nothing tells, days that no delivery covers yet, deliveries that were refused or are not added up. What does
 * not count because others tell it, or because somebody dismissed it, is left out and not missing. A connection that delivered nothing is missing all through. What a connection's source cost before its first bill is not
 * known either: it is missing, unless `isFirstBillFirstCost`, for who learns from the past takes it for the first cost.
 * `readFrom` rows: a delivery counts also while it is not added up.
 */
export function toCostSources(
  deliveries: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  { metric, range, asOf, isFirstBillFirstCost = false, readFrom = 'roll-ups' }: SourcesAsk,
): CostSource[] {
  const yesterday = addDays(asOf.toISOString().slice(0, 10), -1);
  const past = { from: range.from, to: earlier(range.to, yesterday) };
  const groups = new Map<string, KnownDelivery[]>();
  for (const delivery of deliveries) {
    if (!tellsMetric(delivery, metric)) continue;
    const name = JSON.stringify([delivery.source, delivery.scope]);
    groups.set(name, [...(groups.get(name) ?? []), delivery]);
  }
  const told = [...groups.values()].flatMap((group) =>
    toSource(group, connections, { past, known: deliveries, metric, isFirstBillFirstCost, readFrom }),
  );
  const standing = deliveries.filter(({ isDismissed }) => !isDismissed);
  const silent = connections.filter(({ id }) => !standing.some(({ connectionId }) => connectionId === id));
  const isRefused = (id: string) => deliveries.some(({ connectionId }) => connectionId === id);
  return [
    ...told,
    ...silent.map(({ id, name, provider }) => ({
      ...nothingTold,
      connectionId: id,
      title: name,
      provider,
      missing:
        past.from <= past.to
          ? [
              {
                ...past,
                why: isRefused(id) ? 'It has delivered no bill that can be read.' : 'It has delivered no bill yet.',
              },
            ]
          : [],
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
  leftOut: [],
};

function toSource(
  group: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  {
    isFirstBillFirstCost,
    ...asked
  }: { past: DayRange; known: readonly KnownDelivery[] } & Required<
    Pick<SourcesAsk, 'metric' | 'isFirstBillFirstCost' | 'readFrom'>
  >,
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
  const isStanding = group.some(({ isDismissed }) => !isDismissed);
  // Of a connection whose every delivery was dismissed nothing is known: it is told as one that delivered nothing.
  const isSilent = !asked.known.some(({ connectionId, isDismissed }) => connectionId === known?.id && !isDismissed);
  if (known !== undefined && isSilent) return [];
  const isOwing = known !== undefined && isStanding;
  const { missing, leftOut } = findMissing({ ...asked, group, isConnected: isOwing });
  if (!isStanding && leftOut.length === 0) return [];
  return [
    {
      connectionId: first.connectionId,
      title: known?.name ?? first.title,
      provider: toProvider(source),
      source,
      basis: first.basis,
      deliveredAt: (newest?.deliveredAt ?? newest?.arrivedAt)?.toISOString() ?? null,
      arrivedAt: newest?.arrivedAt.toISOString() ?? null,
      completeTo: source === 'focus-file' ? lastCharged(counting) : (delivered.map(toCompleteTo).at(-1) ?? null),
      unsettledFrom: unsettled.toSorted()[0] ?? null,
      missing: [...(!isOwing || isFirstBillFirstCost ? [] : findUnknownBefore(group, asked.past)), ...missing],
      leftOut,
    },
  ];
}

/** The last day that a file somebody imported tells of: it promises no more. */
function lastCharged(counting: readonly KnownDelivery[]): string | null {
  return (
    counting
      .flatMap(({ lastDay }) => lastDay ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}

/** What is asked for of the time before the first bill. */
function findUnknownBefore(group: readonly KnownDelivery[], past: DayRange): CostSource['missing'] {
  const start = group.map(({ billingMonth }) => billingMonth).toSorted()[0];
  if (start === undefined || past.from >= start || past.from > past.to) return [];
  const to = earlier(addDays(start, -1), past.to);
  return [{ from: past.from, to, why: 'Its first bill is of a later month: what it cost before is not known.' }];
}
