import { z } from 'zod';
import { machineOffers } from '../../world/bills/aws/machine-offers';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';
import { type PricedProduct, productsOf, toPriceListText } from './price-list-item';

const filterSchema = z.object({
  Type: z.enum(['TERM_MATCH', 'EQUALS', 'CONTAINS', 'ANY_OF', 'NONE_OF']),
  Field: z.string(),
  Value: z.string(),
});
type Filter = z.infer<typeof filterSchema>;

let products: PricedProduct[] | null = null;

const getProducts = defineOperation({
  name: 'GetProducts',
  action: 'pricing:GetProducts',
  input: z.object({
    ServiceCode: z.string(),
    Filters: z.array(filterSchema).max(50).default([]),
    FormatVersion: z.literal('aws_v1').default('aws_v1'),
    MaxResults: z.int().min(1).max(100).default(100),
    NextToken: z.string().optional(),
  }),
  invalid: invalidInput('InvalidParameterException'),
  run(call, { ServiceCode: service, Filters: filters, MaxResults: size, NextToken: token }) {
    products ??= machineOffers()
      .flatMap(productsOf)
      .sort((one, other) => (one.sku < other.sku ? -1 : 1));
    const all = service === 'AmazonEC2' ? products : [];
    const page = pageOf(call, {
      items: all.filter(({ attributes }) => filters.every((filter) => matches(attributes, filter))),
      keyOf: ({ sku }) => sku,
      size,
      token,
      question: { service, filters },
      invalidToken: () => new AwsError('InvalidNextTokenException', 'The pagination token is invalid.', 400),
    });
    return {
      document: { FormatVersion: 'aws_v1', NextToken: page.nextToken, PriceList: page.items.map(toPriceListText) },
    };
  },
});

/** Fields are attributes of products, whatever their case, or the service's code and the product's family. */
function matches(attributes: Record<string, string>, { Type: type, Field: field, Value: value }: Filter): boolean {
  const known: Record<string, string> = { ...attributes, ServiceCode: 'AmazonEC2', productFamily: 'Compute Instance' };
  const found = Object.entries(known).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  const values = value.split(',');
  switch (type) {
    case 'TERM_MATCH':
    case 'EQUALS':
      return found?.toLowerCase() === value.toLowerCase();
    case 'CONTAINS':
      return found?.toLowerCase().includes(value.toLowerCase()) === true;
    case 'ANY_OF':
      return found !== undefined && values.includes(found);
    case 'NONE_OF':
      return found === undefined || !values.includes(found);
  }
}

export const pricingEndpoint = jsonEndpoint({
  signingName: 'pricing',
  targetPrefix: 'AWSPriceListService',
  operations: [getProducts],
  onlyRegion: 'us-east-1',
  brokenCode: 'InternalErrorException',
});
