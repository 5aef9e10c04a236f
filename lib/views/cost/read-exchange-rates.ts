import { requirePermission } from '@/lib/access/authorise';
import type { ExchangeRates, ExchangeRatesQuery, ExchangeRateTold } from '@/lib/api/contracts/exchange-rates';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { ExchangeRate } from '@/lib/domain/cost/exchange-rate';
import { listRatePairs, listRates } from '@/lib/store/exchange-rates/list-rates';
import type { ViewContext } from '@/lib/views/view-context';

const mostRates = 1_000;

/** The exchange rates there are. They tell nothing of anybody's costs, so that whoever reads costs may read them all. */
export async function readExchangeRates(
  { actor, database, now }: ViewContext,
  { from, to }: ExchangeRatesQuery,
): Promise<ExchangeRates> {
  requirePermission(actor, 'cost:read');
  const pairs = await listRatePairs(database.pool, now);
  const rates =
    from === undefined || to === undefined
      ? null
      : await listRates(database.pool, { from, to, asOf: now, limit: mostRates });
  return {
    at: now.toISOString(),
    pairs: pairs.map((pair) => ({ ...pair, last: toTold(pair.last) })),
    rates: rates?.map(toTold) ?? null,
  };
}

function toTold(rate: ExchangeRate): ExchangeRateTold {
  return { ...rate, rate: formatAmount(rate.rate), importedAt: rate.importedAt.toISOString() };
}
