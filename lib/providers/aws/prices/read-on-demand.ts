import { GetProductsCommand, type GetProductsCommandOutput } from '@aws-sdk/client-pricing';
import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from '../inventory/read-listing';
import type { RegionPrice } from './to-offers';

const operation = 'pricing:GetProducts';

const productSchema = z.object({
  product: z.object({
    sku: z.string(),
    attributes: z.object({
      instanceType: z.string().optional(),
      regionCode: z.string().optional(),
      locationType: z.string().optional(),
    }),
  }),
  terms: z
    .object({
      OnDemand: z
        .record(
          z.string(),
          z.object({
            priceDimensions: z.record(
              z.string(),
              z.object({ unit: z.string(), pricePerUnit: z.record(z.string(), z.string()) }),
            ),
          }),
        )
        .optional(),
    })
    .optional(),
});
type Product = z.infer<typeof productSchema>;

/**
 * What a machine costs on demand in each region, as plain Linux on shared hardware: AWS lists every operating system,
 * tenancy and state of a reservation as a product of its own. Faults are added.
 */
export async function readOnDemand(
  context: RegionContext,
  machineType: string,
  faults: ProviderError[],
): Promise<RegionPrice[]> {
  const asked = {
    instanceType: machineType,
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    capacitystatus: 'Used',
    preInstalledSw: 'NA',
    licenseModel: 'No License required',
  };
  const filters = Object.entries(asked).map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }));
  const texts = await readListing<GetProductsCommandOutput, string>(context, faults, {
    operation,
    send: (token, options) =>
      context.clients.pricing.send(
        new GetProductsCommand({
          ServiceCode: 'AmazonEC2',
          Filters: filters,
          FormatVersion: 'aws_v1',
          NextToken: token,
        }),
        options,
      ),
    listOf: ({ PriceList }) => PriceList?.map(String),
    tokenOf: ({ NextToken }) => NextToken,
    identityOf: (text) => text,
  });
  return texts.flatMap((text) => toPrices(text, faults));
}

function toPrices(text: string, faults: ProviderError[]): RegionPrice[] {
  const product = productSchema.safeParse(toJson(text));
  if (product.success) return pricesOf(product.data);
  faults.push(
    new ProviderError({
      kind: 'response-unexpected',
      code: 'ProductUnreadable',
      operation,
      message: 'A product of the price list is not in the form AWS documents.',
      remedy: 'Its price is not known; the others are. If the next read says the same, report it to AWS.',
    }),
  );
  return [];
}

function pricesOf({ product: { attributes }, terms }: Product): RegionPrice[] {
  const { instanceType: machineType, regionCode: region, locationType } = attributes;
  if (machineType === undefined || region === undefined) return [];
  // Local and Wavelength Zones have codes of their own that are no regions.
  if (locationType !== undefined && locationType !== 'AWS Region') return [];
  return Object.values(terms?.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .filter(({ unit }) => unit === 'Hrs')
    .flatMap(({ pricePerUnit }) => Object.entries(pricePerUnit))
    .flatMap(([currency, price]) => {
      const amount = parseAmount(price);
      // Nothing is sold for nothing: a product at nought is one of which the price stands elsewhere.
      return amount === null || amount <= 0n ? [] : [{ region, machineType, currency, amount }];
    });
}

/** Undefined for what is no JSON, which no product is. */
function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
