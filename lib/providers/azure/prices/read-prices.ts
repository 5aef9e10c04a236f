import { z } from 'zod';
import type { ReadResult } from '@/lib/domain/provider-fault';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { readPages } from '../../contract/paging/read-pages';
import type { PriceList } from '../../contract/prices';
import { ProviderError } from '../../contract/provider-error';
import { toTermLists } from '../../contract/to-term-lists';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { retailPricesOperation as operation } from '../permissions/operations';
import { retailItemSchema, toOffers } from './to-offers';

const pageSchema = z.object({ Items: z.array(retailItemSchema), NextPageLink: z.string().nullish() });

/** Machines of the families with accelerators, all of which begin so; the meters that are theirs alone. */
const query = new URLSearchParams({
  'api-version': '2023-01-01-preview',
  meterRegion: "'primary'",
  $filter: "serviceName eq 'Virtual Machines' and contains(armSkuName, 'Standard_N')",
});

/** What machines with accelerators cost by the Retail Prices API, which tells anybody, in US dollars. */
export async function readPrices(session: AzureSession): Promise<ReadResult<PriceList>> {
  const context = new AzureContext(session);
  const { retailPrices } = context.places;
  if (retailPrices === null)
    throw new ProviderError({
      kind: 'capability-unsupported',
      operation,
      message: 'Azure tells the prices of its public cloud alone.',
    });
  const call = { operation, bucket: 'retail-prices', place: 'the Retail Prices API', priceMicroUsd: 0 };
  const first = `${retailPrices}/api/retail/prices?${query}`;
  const { items: told, fault } = await readPages({
    operation,
    fetchPage: (link) =>
      session.calls.run(call, async (signal) =>
        pageSchema.parse(await context.readRetailPrices(toNextPage(link, retailPrices) ?? first, signal)),
      ),
    itemsOf: ({ Items }) => Items,
    nextTokenOf: ({ NextPageLink }) => NextPageLink,
    identityOf: (item) => JSON.stringify(item),
  });
  const faults = fault === null ? [] : [fault];
  const offers = toOffers(told);
  if (offers.length === 0 && fault === null) faults.push(nothingTold);
  const gaps = toGaps(faults, { subject: 'prices' });
  const source = 'Azure retail prices';
  const items = toTermLists(offers, { source, sharedAt: retailPrices, isWhole: gaps.length === 0 });
  return { items, completeness: toCompleteness(gaps), readAt: session.now(), source };
}

/** The next page as a link names it, whose host bears its port. Undefined: the first is asked for. */
function toNextPage(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined;
  const url = new URL(link, origin);
  return `${url.origin}${url.pathname}${url.search}`;
}

const nothingTold = new ProviderError({
  kind: 'response-unexpected',
  code: 'PriceListEmpty',
  operation,
  message: 'Azure named no price of any machine with accelerators.',
  remedy: 'Check that the endpoint is an Azure cloud; the prices known before stay.',
});
