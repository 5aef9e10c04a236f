import { billingSources } from '@/lib/domain/cost/billing-delivery';
import type { ChecklistFinding } from '@/lib/domain/cost/checklist-finding';
import { toCompleteTo, toUnsettledFrom } from '@/lib/domain/cost/settling';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { lastDayOf } from './sum-charge-days';

/** A connection that is to read costs. */
export interface CostConnection {
  id: string;
  name: string;
}

/** What the sources that are to tell a month (`2026-10`) do not. */
export function findUntold(
  known: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  month: string,
): ChecklistFinding[] {
  const isConnected = (id: string | null) => connections.some((connection) => connection.id === id);
  const standing = known.filter(({ isDismissed }) => !isDismissed);
  const ofMonth = standing.filter(({ billingMonth }) => billingMonth === `${month}-01`);
  const silent = connections
    .filter(({ id }) => !standing.some(({ connectionId }) => connectionId === id))
    .map(({ name }): ChecklistFinding => ({ code: 'never-delivered', connection: name }));
  const places = Map.groupBy(standing, ({ source, scope }) => JSON.stringify([source, scope]));
  const gaps = [...places.values()].flatMap((deliveries): ChecklistFinding[] => {
    const [first] = deliveries;
    const start = deliveries.map(({ billingMonth }) => billingMonth).sort()[0];
    // A source without a connection, such as an imported file, owes no further month.
    if (first === undefined || start === undefined || !isConnected(first.connectionId)) return [];
    const { title } = first;
    if (start > `${month}-01`) return [{ code: 'first-bill-later', title, month: start.slice(0, 7) }];
    const own = ofMonth.filter(({ source, scope }) => source === first.source && scope === first.scope);
    const counts = own.find((delivery) => delivery.counts);
    if (own.length === 0) return [{ code: 'not-delivered', title }];
    if (counts === undefined) return [];
    const to = toCompleteTo(toDelivered(counts));
    return to < lastDayOf(month) ? [{ code: 'told-in-part', title, to }] : [];
  });
  const isAnyTold = ofMonth.some(({ counts }) => counts) || silent.length > 0;
  return [...silent, ...gaps, ...(isAnyTold ? [] : [{ code: 'nothing-told' } as const])];
}

/** From when on what a connection's bill tells may still change; nothing where it stands. */
export function toUnsettled(delivery: KnownDelivery, connections: readonly CostConnection[]): ChecklistFinding[] {
  const from = toUnsettledFrom(toDelivered(delivery));
  if (from === null || delivery.basis !== 'billed' || !connections.some(({ id }) => id === delivery.connectionId))
    return [];
  return [{ code: 'may-change', title: delivery.title, from }];
}

function toDelivered({ source: name, basis, billingMonth, deliveredAt, arrivedAt }: KnownDelivery) {
  const source = billingSources.find((one) => one === name);
  if (source === undefined) throw new TypeError(`The ledger knows no source ${name}.`);
  return { source, basis, billingMonth, deliveredAt: deliveredAt ?? arrivedAt };
}
