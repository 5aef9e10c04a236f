import { type Call, integerOf } from '../call';
import { GoogleError, invalidArgument } from '../google-error';
import { pageOf } from '../paging';
import { catalogSkus } from './catalog-skus';

const mostSkus = 5_000;

/** Answers `cloudbilling … services.skus.list`: what anybody may be told who has credentials. */
export function listSkus({ params, query, trust, fault }: Call): unknown {
  if (params[0] !== '6F81-5844-456A') throw new GoogleError('NOT_FOUND', 'Requested entity was not found.');
  const currency = query.get('currencyCode') ?? 'USD';
  if (currency !== 'USD') throw invalidArgument(`The face tells prices in USD alone, not in ${currency}.`);
  const asked = integerOf(query, 'pageSize', mostSkus);
  if (asked === null || asked < 0) throw invalidArgument('The page size must not be negative.');
  const { items, nextPageToken } = pageOf({
    items: catalogSkus(),
    keyOf: (sku) => JSON.stringify(sku),
    size: asked === 0 ? mostSkus : Math.min(asked, mostSkus),
    token: query.get('pageToken') ?? '',
    question: ['skus', currency],
    signingKey: trust.signingKey,
    fault,
  });
  return { skus: items, nextPageToken: nextPageToken ?? '' };
}
