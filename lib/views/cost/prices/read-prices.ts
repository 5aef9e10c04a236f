import { requirePermission } from '@/lib/access/authorise';
import type { GpuPriceLine, KnownDevicePrice, Prices, PricesQuery } from '@/lib/api/contracts/prices';
import { type Amount, compareAmounts, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { findGpuPrices, type GpuPrice, type KnownPrice } from '@/lib/domain/cost/find-price';
import { toKeptFrom } from '@/lib/store/prices/kept-lists';
import { type PriceSource, readEditions, readPriceSources } from '@/lib/store/prices/read-editions';
import type { ViewContext } from '@/lib/views/view-context';

/** What one device of each model costs an hour, by provider and region, as the price lists of an instant say. */
export async function readPrices({ actor, database, now }: ViewContext, query: PricesQuery): Promise<Prices> {
  requirePermission(actor, 'cost:read');
  const at = query.at === undefined ? now : new Date(query.at);
  const { provider, gpu: gpuModel } = query;
  const [editions, { sources, models }] = await Promise.all([
    readEditions(database.pool, { at, provider, gpuModel }),
    readPriceSources(database.pool, { at, provider }),
  ]);
  const providers = [...new Set(editions.map(({ provider }) => provider))];
  const asked = gpuModel === undefined ? models : [gpuModel];
  const items = asked.flatMap((model) =>
    providers.flatMap((seller) => {
      const found = findGpuPrices(editions, { provider: seller, gpuModel: model, at });
      const lines = found.map((price) => toLine(model, price));
      return gpuModel === undefined ? cheapest(lines) : lines;
    }),
  );
  const keptFrom = toKeptFrom(now);
  return {
    at: at.toISOString(),
    keptFrom: keptFrom.toISOString(),
    models,
    items: items.sort(byPrice),
    lists: sources.map((list) => toList(list, at < keptFrom)),
  };
}

function toLine(gpuModel: string, price: GpuPrice): GpuPriceLine {
  const { provider, variant, region, includesMachine, prices } = price;
  return {
    provider,
    gpuModel,
    variant,
    region,
    includesMachine,
    currency: price.currency,
    onDemand: toKnown(prices['on-demand']),
    spot: toKnown(prices.spot),
    committed: toKnown(prices.committed),
  };
}

/** Of each variant the line with the lowest price on demand; the first where none has one. */
function cheapest(lines: readonly GpuPriceLine[]): GpuPriceLine[] {
  const groups = Map.groupBy(lines, ({ variant, includesMachine, currency }) =>
    JSON.stringify([variant, includesMachine, currency]),
  );
  return [...groups.values()].flatMap((group) => group.toSorted(byPrice).slice(0, 1));
}

/** The cheapest on demand first, what is not known last; by currency, for unlike ones do not compare. */
function byPrice(one: GpuPriceLine, other: GpuPriceLine): number {
  if (one.gpuModel !== other.gpuModel) return one.gpuModel < other.gpuModel ? -1 : 1;
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1;
  if (one.onDemand === null || other.onDemand === null)
    return Number(one.onDemand === null) - Number(other.onDemand === null);
  return compareAmounts(toAmount(one.onDemand), toAmount(other.onDemand));
}

function toAmount({ amount }: KnownDevicePrice): Amount {
  const read = parseAmount(amount);
  if (read === null) throw new Error('A price is a number.');
  return read;
}

function toKnown(price: KnownPrice | null): KnownDevicePrice | null {
  if (price === null) return null;
  const { amount, source, validFrom, knownAt: at } = price;
  return { amount: formatAmount(amount), source, validFrom: validFrom.toISOString(), knownAt: at.toISOString() };
}

function toList(
  { provider, source, lists, changedAt, knownAt, isImported }: PriceSource,
  isThinned: boolean,
): Prices['lists'][number] {
  return {
    provider,
    source,
    count: lists,
    changedAt: changedAt.toISOString(),
    knownAt: knownAt.toISOString(),
    isMonthly: isThinned && !isImported,
  };
}
