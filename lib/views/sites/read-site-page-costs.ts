import { requirePermission } from '@/lib/access/authorise';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import type { SitePageCosts } from '@/lib/api/contracts/site-pages';
import { Refusal } from '@/lib/domain/refusal';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import { readCost } from '@/lib/views/cost/read-cost';
import type { ViewContext } from '@/lib/views/view-context';
import { toMonthToDate } from './month-to-date';

const servicesShown = 10;
const providersShown = 100;

type Book = SitePageCosts['books'][number];

/** What one site cost in this month so far and in as many days before, by provider and by service, as the Cost page tells it. */
export async function readSitePageCosts(
  context: ViewContext,
  site: string,
  openLedger = openCostLedger,
): Promise<SitePageCosts> {
  const reach = requirePermission(context.actor, 'cost:read');
  if (!reach.everything && !reach.sites.includes(site) && reach.teams.length === 0)
    throw new Refusal('not-found', 'There is no such site, or you may not see its costs.');
  const { range, previous } = toMonthToDate(context.now);
  const ask = (by: 'service' | 'provider', top: number) =>
    readCost(
      context,
      { ...range, site: [site], metric: 'effective', time: 'charge-day', step: 'month', compare: true, by, top },
      openLedger,
    );
  const byService = await ask('service', servicesShown);
  const byProvider = await ask('provider', providersShown);
  return {
    at: byService.at,
    ...range,
    previousFrom: previous.from,
    previousTo: previous.to,
    sources: byService.sources,
    books: byService.books.map((book) =>
      toBook(
        book,
        byProvider.books.find(({ basis, currency }) => basis === book.basis && currency === book.currency),
      ),
    ),
  };
}

function toBook({ basis, currency, whole, shown, other, unallocated }: CostBook, providers?: CostBook): Book {
  return {
    basis,
    currency,
    ...toAmounts(whole),
    providers: toLines(providers?.shown ?? [], providers?.unallocated ?? null),
    services: toLines(shown, unallocated),
    otherServices: other && { ...toAmounts(other), services: other.values },
  };
}

function toLines(shown: CostBook['shown'], unallocated: CostLine | null): Book['services'] {
  return [
    ...shown.map((line) => ({ value: line.value, ...toAmounts(line) })),
    ...(unallocated === null ? [] : [{ value: '', ...toAmounts(unallocated) }]),
  ];
}

function toAmounts({ total, previous }: CostLine) {
  return {
    amount: total.amount,
    atLeast: total.atLeast,
    previous: previous?.amount ?? null,
    previousAtLeast: previous?.atLeast ?? true,
  };
}
