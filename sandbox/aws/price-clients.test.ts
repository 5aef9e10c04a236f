import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { EC2Client, paginateDescribeSpotPriceHistory } from '@aws-sdk/client-ec2';
import { PricingClient, paginateGetProducts } from '@aws-sdk/client-pricing';
import { DescribeSavingsPlansOfferingRatesCommand, SavingsplansClient } from '@aws-sdk/client-savingsplans';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { clientSettings } from './client-settings';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  sandbox.clock.hold(new Date('2026-11-21T12:00:00Z'));
});
afterAll(() => sandbox.stop());
const settings = (region: string) => clientSettings(sandbox.aws, region);

test('the price list is read page by page, each product a document of its own', async () => {
  const client = new PricingClient(settings('us-east-1'));
  const filters = [
    { Type: 'TERM_MATCH', Field: 'regionCode', Value: 'us-east-1' },
    { Type: 'TERM_MATCH', Field: 'instanceType', Value: 'p5.48xlarge' },
  ] as const;
  const products = [];
  for await (const page of paginateGetProducts(
    { client, pageSize: 2 },
    { ServiceCode: 'AmazonEC2', Filters: [...filters] },
  ))
    products.push(...(page.PriceList ?? []).map((text: unknown) => JSON.parse(String(text))));
  expect(products).toHaveLength(5);
  const plain = products.find(
    ({ product: { attributes } }) =>
      attributes.usagetype === 'BoxUsage:p5.48xlarge' && attributes.operatingSystem === 'Linux',
  );
  const [term] = Object.values<{ priceDimensions: object }>(plain.terms.OnDemand);
  expect(Object.values(term?.priceDimensions ?? {})).toMatchObject([
    { unit: 'Hrs', pricePerUnit: { USD: '55.0400000000' } },
  ]);
});

test('the spot market has a price for each zone that is in force now', async () => {
  const client = new EC2Client(settings('us-east-1'));
  const found = [];
  const now = new Date('2026-11-21T12:00:00Z');
  const asked = { InstanceTypes: ['p5.48xlarge' as const], ProductDescriptions: ['Linux/UNIX'], StartTime: now };
  for await (const page of paginateDescribeSpotPriceHistory({ client }, asked))
    found.push(...(page.SpotPriceHistory ?? []));
  expect(found.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual([
    'us-east-1a',
    'us-east-1b',
    'us-east-1c',
    'us-east-1d',
  ]);
  expect(found[0]).toMatchObject({ ProductDescription: 'Linux/UNIX', SpotPrice: expect.stringMatching(/^\d+\.\d+$/) });
});

test('savings plans have a rate for each machine and term', async () => {
  const client = new SavingsplansClient(settings('us-east-1'));
  const { searchResults } = await client.send(
    new DescribeSavingsPlansOfferingRatesCommand({
      savingsPlanTypes: ['EC2Instance'],
      filters: [
        { name: 'region', values: ['us-east-1'] },
        { name: 'instanceType', values: ['p5.48xlarge'] },
      ],
    }),
  );
  expect(searchResults?.map(({ rate, savingsPlanOffering }) => [savingsPlanOffering?.durationSeconds, rate])).toEqual([
    [31_536_000, '39.6288'],
    [94_608_000, '26.9696'],
  ]);
});

test('Cost Explorer tells days by account, and refuses what is no stretch', async () => {
  const client = new CostExplorerClient(settings('us-east-1'));
  const ask = (Start: string, End: string) =>
    client.send(
      new GetCostAndUsageCommand({
        TimePeriod: { Start, End },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
      }),
    );
  // A month of bills is made when somebody first asks for it, which takes longer than these clients wait.
  const first = await ask('2026-11-01', '2026-11-03').catch(() => null);
  const { ResultsByTime } = first ?? (await ask('2026-11-01', '2026-11-03'));
  expect(ResultsByTime?.map(({ TimePeriod }) => TimePeriod?.Start)).toEqual(['2026-11-01', '2026-11-02']);
  expect(ResultsByTime?.[0]?.Groups?.[0]).toMatchObject({
    Keys: [expect.stringMatching(/^\d{12}$/)],
    Metrics: { UnblendedCost: { Unit: 'USD' } },
  });
  await expect(ask('2026-11-03', '2026-11-03')).rejects.toMatchObject({ name: 'ValidationException' });
});
