import { requireEverywhere } from '@/lib/access/authorise';
import { type Cost, costQuerySchema } from '@/lib/api/contracts/cost';
import type { Estimates } from '@/lib/api/contracts/estimates';
import { addAmounts, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { loadProvider } from '@/lib/providers/registry';
import { listConnections } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { type KeptEstimate, readLastEstimates, readSpentToday } from '@/lib/store/cost-estimates/estimates';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost-ledger';
import { readCost } from '../read-cost';

type Item = Estimates['items'][number];

/** The API takes so many values of a filter. */
const mostAccounts = 100;

/**
 * The connections whose providers have quick estimates: whether they may be asked and for how much, and their last answers
 * beside what the ledger tells of the same accounts and days. Nothing is asked here.
 */
export async function readEstimates(context: ViewContext, openLedger = openCostLedger): Promise<Estimates> {
  // A provider's sum is over everything that it sees, which no site or team bounds.
  requireEverywhere(context.actor, 'cost:read');
  const { prisma } = context.database;
  const [connections, consents, last] = await Promise.all([
    listConnections(prisma),
    prisma.costEstimateConsent.findMany(),
    readLastEstimates(prisma),
  ]);
  const items: Item[] = [];
  for (const connection of connections) {
    const { estimate } = await loadProvider(connection.provider);
    if (estimate === undefined) continue;
    const consent = consents.find(({ connectionId }) => connectionId === connection.id);
    const spentTodayMicroUsd = await readSpentToday(context.database.pool, connection.id, estimate.operation);
    const bound = consent === undefined ? 0 : Math.max(0, Number(consent.dailyMicroUsd) - spentTodayMicroUsd);
    const kept = last.get(connection.id);
    items.push({
      connectionId: connection.id,
      name: connection.name,
      provider: connection.provider,
      allowed:
        consent === undefined
          ? null
          : {
              dailyMicroUsd: Number(consent.dailyMicroUsd),
              by: consent.allowedBy,
              at: consent.allowedAt.toISOString(),
            },
      pageMicroUsd: estimate.pageMicroUsd,
      atMostMicroUsd: Math.min(estimate.pageMicroUsd * estimate.mostPages, bound),
      spentTodayMicroUsd,
      last: kept === undefined ? null : await toEstimate(context, connection, kept, openLedger),
    });
  }
  return { at: context.now.toISOString(), items };
}

async function toEstimate(
  context: ViewContext,
  { provider }: StoredConnection,
  { from, to, askedBy, askedAt, costMicroUsd, lines, gaps }: KeptEstimate,
  openLedger: typeof openCostLedger,
): Promise<NonNullable<Item['last']>> {
  const accounts = [...new Set(lines.flatMap(({ account }) => account ?? []))];
  const isComparable = accounts.length > 0 && accounts.length <= mostAccounts;
  const query = costQuerySchema.parse({ from, to, metric: 'billed', provider: [provider], account: accounts });
  const billed = isComparable ? await readCost(context, query, openLedger) : null;
  const byCurrency = Map.groupBy(lines, ({ currency }) => currency);
  return {
    from,
    to,
    askedBy,
    askedAt: askedAt.toISOString(),
    costMicroUsd,
    totals: [...byCurrency].map(([currency, own]) => ({
      currency,
      amount: formatAmount(addAmounts(...own.flatMap(({ amount }) => parseAmount(amount) ?? []))),
      accounts: own.length,
      billed: billed === null ? null : toBilled(billed, currency),
    })),
    gaps: gaps.map(({ message }) => message),
  };
}

/** What bills tell in the currency; null: there is no row of it. */
function toBilled({ books }: Cost, currency: string) {
  const book = books.find((each) => each.basis === 'billed' && each.currency === currency);
  if (book === undefined) return null;
  const { amount, atLeast } = book.whole.total;
  return { amount, atLeast };
}
