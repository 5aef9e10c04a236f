import type pg from 'pg';
import { requirePermission } from '@/lib/access/authorise';
import type { ToldLink } from '@/lib/analytics/links/told-link';
import type { LinkCosts } from '@/lib/api/contracts/link-costs';
import { type Amount, addAmounts, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import { Refusal } from '@/lib/domain/refusal';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readDeclaredLinks } from '@/lib/store/links/declared-links';
import { type ResourceCost, readResourceCosts } from '@/lib/store/links/resource-costs';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import { readCostConnections, tellsMetric, toCostSources, toProvider } from '@/lib/views/cost/cost-sources';
import { isCostFloor } from '@/lib/views/cost/read-cost';
import { toMonthToDate } from '@/lib/views/sites/month-to-date';
import type { ViewContext } from '@/lib/views/view-context';
import { type LinkNet, readLinkNet } from './link-net';
import { type LinkVolume, readLinkVolume } from './link-volume';
import { toNameOf } from './to-link-row';
import { findLink, isToldWithin, isVisible } from './visible-links';

const dayMs = 86_400_000;
type Basis = KnownDelivery['basis'];
type Window = LinkCosts['windows'][number];

/** What every link's resources cost, as one pass over the bills told it. */
interface KeptCosts {
  key: string;
  costs: Promise<(ResourceCost & { basis: Basis })[]>;
}

// A bundler may load this module once a route, and each copy must find the same costs.
const holder: { millwrightLinkCosts?: WeakMap<pg.Pool, KeptCosts> } = globalThis as typeof globalThis & {
  millwrightLinkCosts?: WeakMap<pg.Pool, KeptCosts>;
};

/**
 * What a link costs in this month so far and in the last whole one, and what of that comes on each terabyte it carried. Bills
 * are read once for all links, and kept until another arrives or a day begins. Throws a `not-found` Refusal where no such link
 * is within the person's reach of costs.
 */
export async function readLinkCosts(
  { actor, database, now }: ViewContext,
  id: string,
  openLedger = openCostLedger,
): Promise<LinkCosts> {
  const reach = requirePermission(actor, 'cost:read');
  const state = await readCollectionState(database.pool, now);
  const [net, known, connections, declared] = await Promise.all([
    readLinkNet(database, state, now),
    readKnownDeliveries(database.pool, now),
    readCostConnections(database, now),
    readDeclaredLinks(database.pool),
  ]);
  const found = findLink(net, id);
  if (found === undefined || !isVisible(found, reach)) throw new Refusal('not-found', 'There is no such link.');
  const spans = toSpans(now);
  const costs = await readKeptCosts(database.pool, net, known, spans, openLedger);
  const nameOf = toNameOf(state);
  // A link leads from one reach to another: what its other end costs is told to others.
  const tellings = [found, ...found.link.parts.flatMap((part) => net.links.get(part) ?? [])].flatMap(
    ({ link }) => link.told,
  );
  const own = tellings.filter((told) => isToldWithin(told, reach));
  const isInPart = own.length < tellings.length;
  const terms = declared.filter((each) => own.some((told) => told.id === each.id));
  const windows: Window[] = [];
  for (const { span, from, to } of spans) {
    const volume = await readLinkVolume(metricStoreOf(database.pool), found, {
      from: new Date(from),
      to: new Date(Date.parse(to) + dayMs),
    });
    const sources = toCostSources(known, connections, { metric: 'effective', range: { from, to }, asOf: now });
    const isFloor = (provider: string | null) =>
      isCostFloor(
        sources.filter((source) => source.source === null || [null, provider].includes(toProvider(source.source))),
      );
    const billed = toBilled(
      own,
      costs.filter((cost) => cost.span === span),
      nameOf,
      isFloor,
    );
    const stated = span === 'last-month' ? terms.flatMap(({ cost }) => cost ?? []) : [];
    windows.push({
      window: span,
      from,
      to,
      billed,
      volume,
      perTerabyte: toPerTerabyte(billed, isInPart, stated, volume),
    });
  }
  return {
    at: now.toISOString(),
    windows,
    stated: terms.flatMap(({ cost, name, updatedBy, updatedAt }) =>
      cost === null ? [] : [{ ...cost, name, by: updatedBy, at: updatedAt.toISOString() }],
    ),
  };
}

type Span = { span: Window['window']; from: string; to: string };

function toSpans(now: Date): readonly Span[] {
  const { range } = toMonthToDate(now);
  const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return [
    { span: 'month-to-date', ...range },
    { span: 'last-month', from: toDay(Date.UTC(year, month - 1, 1)), to: toDay(Date.UTC(year, month, 0)) },
  ];
}

function readKeptCosts(
  pool: pg.Pool,
  net: LinkNet,
  known: readonly KnownDelivery[],
  spans: readonly Span[],
  openLedger: typeof openCostLedger,
): KeptCosts['costs'] {
  holder.millwrightLinkCosts ??= new WeakMap();
  const within = known.filter(
    (delivery) =>
      delivery.counts &&
      tellsMetric(delivery, 'effective') &&
      spans.some(({ from, to }) => (delivery.firstDay ?? '9') <= to && (delivery.lastDay ?? '') >= from),
  );
  const tellings = [...net.links.values()].flatMap(({ link }) => link.told);
  const resources = [
    ...new Set(tellings.flatMap(({ resource }) => (resource.connectionId === null ? [] : [resource.nativeId]))),
  ];
  const key = JSON.stringify([within.map(({ id }) => id), spans, resources]);
  const kept = holder.millwrightLinkCosts.get(pool);
  if (kept?.key === key) return kept.costs;
  const costs = (async () => {
    if (within.length === 0) return [];
    const { root, engine } = await openLedger();
    const files = await readDeliveryFiles(
      pool,
      root,
      within.map(({ id }) => id),
    );
    const basisOf = new Map(within.map(({ id, basis }) => [id, basis]));
    const found = await engine.withConnection((connection) =>
      readResourceCosts(
        connection,
        files.map(({ path }) => path),
        resources,
        spans,
      ),
    );
    const delivered = new Map(files.map(({ path, deliveryId }) => [path, basisOf.get(deliveryId)]));
    return found.flatMap((cost) => {
      const basis = delivered.get(cost.file);
      return basis === undefined ? [] : [{ ...cost, basis }];
    });
  })();
  holder.millwrightLinkCosts.set(pool, { key, costs });
  // What failed is asked anew.
  costs.catch(() => holder.millwrightLinkCosts?.delete(pool));
  return costs;
}

/** A resource told twice, as of a whole and its parts or by two connections, is billed once. */
function toBilled(
  tellings: readonly ToldLink[],
  costs: readonly (ResourceCost & { basis: Basis })[],
  nameOf: (connectionId: string | null) => string,
  isFloor: (provider: string | null) => boolean,
): Window['billed'] {
  const resources = new Map(
    tellings.map(({ resource }) => [`${resource.provider} ${resource.nativeId.toLowerCase()}`, resource]),
  );
  return [...resources.values()].flatMap((resource) => {
    const own = costs.filter((cost) => cost.resource === resource.nativeId);
    return [...Map.groupBy(own, ({ basis, currency }) => JSON.stringify([basis, currency])).values()].flatMap(
      (rows) => {
        const [first] = rows;
        if (first === undefined) return [];
        const { basis, currency } = first;
        return [
          {
            teller: nameOf(resource.connectionId),
            resource: resource.name,
            basis,
            currency,
            amount: sum(rows.filter(({ isTransfer }) => !isTransfer)),
            transfer: sum(rows.filter(({ isTransfer }) => isTransfer)),
            atLeast: rows.some(({ untoldRows }) => untoldRows > 0) || isFloor(resource.provider),
          },
        ];
      },
    );
  });
}

function sum(rows: readonly ResourceCost[]): string | null {
  const told = rows.flatMap(({ amount }) => (amount === null ? [] : [readAmount(amount)]));
  return told.length === 0 ? null : formatAmount(addAmounts(...told));
}

const terabyte = 1e12;

/**
 * The cost of 10^12 bytes: at most so much where some of the bytes were not measured, at least where some cost is not told, or
 * `isInPart`, another end has its own.
 */
function toPerTerabyte(
  billed: Window['billed'],
  isInPart: boolean,
  stated: readonly { amount: string; currency: string }[],
  volume: LinkVolume | null,
): Window['perTerabyte'] {
  if (volume === null || volume.bytes < 1) return [];
  const isVolumeFloor = volume.measuredHours < volume.hours;
  const bytes = BigInt(Math.round(volume.bytes));
  const divide = (amount: Amount) => formatAmount((amount * BigInt(terabyte)) / bytes);
  const bills = [...Map.groupBy(billed, ({ basis, currency }) => JSON.stringify([basis, currency])).values()];
  return [
    ...bills.flatMap((rows): Window['perTerabyte'] => {
      const [first] = rows;
      const told = rows.flatMap(({ amount, transfer }) => [amount, transfer].flatMap((each) => each ?? []));
      if (first === undefined || told.length === 0) return [];
      const atLeast = isInPart || rows.some((row) => row.atLeast);
      const amount = divide(addAmounts(...told.map(readAmount)));
      const bound = isVolumeFloor
        ? atLeast
          ? null
          : ('most' as const)
        : atLeast
          ? ('least' as const)
          : ('exact' as const);
      return [{ amount, currency: first.currency, basis: first.basis, bound }];
    }),
    ...stated.map(({ amount, currency }) => ({
      amount: divide(readAmount(amount)),
      currency,
      basis: 'stated' as const,
      bound: isVolumeFloor ? ('most' as const) : ('exact' as const),
    })),
  ];
}
