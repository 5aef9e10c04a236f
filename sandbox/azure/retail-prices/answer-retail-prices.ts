import type { WireResponse } from '../../wire/wire';
import { regions } from '../../world/azure/geography';
import { azurePrice } from '../../world/bills/azure/azure-catalogue';
import { type Exact, exact, text, times } from '../../world/bills/money';
import { codeOf } from '../../world/bills/price-list';
import { jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { type ODataRow, parseODataFilter } from './odata-filter';

/** The machines the factory knows, and what their products are called. */
const machines: Readonly<Record<string, { product: string; sku: string }>> = {
  Standard_ND96isr_H100_v5: { product: 'Virtual Machines NDsr H100 v5 Series', sku: 'ND96isr H100 v5' },
  Standard_NC24ads_A100_v4: { product: 'Virtual Machines NCads A100 v4 Series', sku: 'NC24ads A100 v4' },
  Standard_NC4as_T4_v3: { product: 'Virtual Machines NCasT4 v3 Series', sku: 'NC4as T4 v3' },
  Standard_D8s_v5: { product: 'Virtual Machines Dsv5 Series', sku: 'D8s v5' },
};
const pageSize = 100;
const hoursOfYear = exact('8760');

/** Answers the Retail Prices API, which asks nobody who they are. Prices are JSON numbers, as the vendor writes them. */
export function answerRetailPrices({ request, origin, fault }: Call): WireResponse {
  if (fault?.kind === 'throttle')
    return jsonResponse(429, { Error: { Code: 'TooManyRequests' } }, toRetryAfter(fault.retryAfterSeconds));
  if (fault?.kind === 'server-error') return jsonResponse(fault.status, { Error: { Code: 'InternalServerError' } });
  const { $filter: filter = '', $skip: skip = '0' } = request.query;
  const matches = parseODataFilter(filter);
  if (matches === null || !/^\d{1,9}$/.test(skip))
    return jsonResponse(400, { Error: { Code: 'BadRequest', Message: 'Invalid OData parameters supplied' } });
  const all = fault?.kind === 'empty-success' ? [] : retailRows().filter(matches);
  const from = Number(skip);
  const items = all.slice(from, from + pageSize);
  const next = fault?.kind === 'token-loop' ? from : from + items.length;
  const hasNext = from + items.length < all.length || fault?.kind === 'token-loop';
  const query = new URLSearchParams({ ...request.query, $skip: String(next) });
  const body = {
    BillingCurrency: 'USD',
    CustomerEntityId: 'Default',
    CustomerEntityType: 'Retail',
    Items: items,
    NextPageLink: hasNext ? `${origin}${request.path}?${query}` : null,
    Count: items.length,
  };
  return jsonResponse(200, body);
}

function toRetryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

let rows: ODataRow[] | null = null;

function retailRows(): ODataRow[] {
  rows ??= regions.flatMap((region) =>
    Object.entries(machines).flatMap(([size, { product, sku }]) => {
      const price = azurePrice(region, size);
      const row = (skuName: string, parts: Record<string, unknown>) => toRow(region, size, product, skuName, parts);
      const hour = (amount: Exact) => ({ retailPrice: Number(text(amount)), unitPrice: Number(text(amount)) });
      const year = times(times(price, exact('0.62'), 6), hoursOfYear, 2);
      return [
        row(sku, {
          ...hour(price),
          type: 'Consumption',
          savingsPlan: [
            { ...hour(times(price, exact('0.45'), 6)), term: '3 Years' },
            { ...hour(times(price, exact('0.68'), 6)), term: '1 Year' },
          ],
        }),
        row(`${sku} Spot`, { ...hour(times(price, exact('0.37'), 6)), type: 'Consumption' }),
        row(`${sku} Low Priority`, { ...hour(times(price, exact('0.4'), 6)), type: 'Consumption' }),
        row(sku, { ...hour(times(price, exact('1.1'), 6)), type: 'DevTestConsumption' }),
        row(sku, { ...hour(year), type: 'Reservation', reservationTerm: '1 Year' }),
        {
          ...row(sku, { ...hour(times(price, exact('1.24'), 6)), type: 'Consumption' }),
          productName: `${product} Windows`,
        },
      ];
    }),
  );
  return rows;
}

function toRow(
  region: string,
  size: string,
  productName: string,
  skuName: string,
  parts: Record<string, unknown>,
): ODataRow {
  const id = codeOf(12, 'azure retail', region, size, skuName, JSON.stringify(parts));
  return {
    currencyCode: 'USD',
    tierMinimumUnits: 0,
    armRegionName: region,
    location: region,
    effectiveStartDate: '2026-02-01T00:00:00Z',
    meterId: id.toLowerCase(),
    meterName: skuName,
    productId: `DZH318${id.slice(0, 6)}`,
    skuId: `DZH318${id.slice(0, 6)}/${id.slice(6, 10)}`,
    productName,
    skuName,
    serviceName: 'Virtual Machines',
    serviceId: 'DZH313Z7MMC8',
    serviceFamily: 'Compute',
    unitOfMeasure: '1 Hour',
    isPrimaryMeterRegion: true,
    armSkuName: size,
    ...parts,
  };
}
