import { z } from 'zod';
import type { ReadResult } from '@/lib/domain/provider-fault';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { readConvertedPages } from '../../contract/paging/read-pages';
import type { PriceList } from '../../contract/prices';
import { ProviderError } from '../../contract/provider-error';
import { toTermLists } from '../../contract/to-term-lists';
import { openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { originOf } from '../endpoints';
import { type PricedPart, readSku, type Sku, skuSchema } from './read-sku';
import { toOffers } from './to-offers';

const operation = 'cloudbilling:services.skus.list';
/** Compute Engine, as the catalogue knows services. */
const path = '/v1/services/6F81-5844-456A/skus';

const pageSchema = z.object({ skus: z.array(skuSchema).default([]), nextPageToken: z.string().optional() });

/** What machines with GPUs cost, made of the SKUs of Compute Engine's catalogue, in US dollars. */
export async function readPrices(session: GoogleSession): Promise<ReadResult<PriceList>> {
  const client = openGoogleClient(session);
  const { items: parts, fault } = await readConvertedPages<z.infer<typeof pageSchema>, Sku, PricedPart>({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'cloudbilling',
          path,
          query: [
            ['pageSize', '5000'],
            ['currencyCode', 'USD'],
            ...(token === undefined ? [] : ([['pageToken', token]] satisfies [string, string][])),
          ],
        },
        pageSchema,
      ),
    itemsOf: ({ skus }) => skus,
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: (sku) => JSON.stringify(sku),
    convert: (skus) => skus.flatMap((sku) => readSku(sku) ?? []),
  });
  const offers = toOffers(parts);
  const faults = fault === null ? [] : [fault];
  if (offers.length === 0 && fault === null) faults.push(nothingTold());
  const gaps = toGaps(faults, { subject: 'prices' });
  const source = 'Google Cloud Billing Catalog';
  const sharedAt = originOf(session.settings, 'cloudbilling');
  const items = toTermLists(offers, { source, sharedAt, isWhole: gaps.length === 0 });
  return { items, completeness: toCompleteness(gaps), readAt: session.now(), source };
}

function nothingTold(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'PriceListEmpty',
    operation,
    message: 'Google named no price of any machine with GPUs.',
    remedy: 'Check that the endpoint is Google’s own; the prices known before stay.',
  });
}
