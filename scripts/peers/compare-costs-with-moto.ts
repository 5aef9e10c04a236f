import { EC2Client, paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';
import { formatAmount } from '@/lib/domain/cost/amount';
import { awsProvider } from '@/lib/providers/aws/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import type { Counts } from '../counts/counts';
import { findOther } from './read-bills';
import { startMoto } from './start-moto';

const span = { from: '2026-10-20', to: '2026-11-10' };
const region = 'us-east-1';
const credentials = { accessKeyId: 'peer', secretAccessKey: 'peer' };
const accounts = { research: '111122223333', serving: '444455556666' };

/** Cost Explorer's answers, as its reference writes them: months that are told in parts, with money as decimal text. */
const answers = [
  { ...page([month('2026-10-20', '2026-11-01', [[accounts.research, '1234.0000000001']])]), NextPageToken: 'more' },
  page([
    month('2026-11-01', '2026-11-11', [
      [accounts.research, '0.9999999999'],
      [accounts.serving, '-12.5'],
    ]),
  ]),
];

function page(ResultsByTime: object[]) {
  return {
    ResultsByTime,
    DimensionValueAttributes: [],
    GroupDefinitions: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
  };
}

function month(Start: string, End: string, costs: readonly (readonly [account: string, amount: string])[]) {
  const Groups = costs.map(([account, Amount]) => ({
    Keys: [account],
    Metrics: { UnblendedCost: { Amount, Unit: 'USD' } },
  }));
  return { TimePeriod: { Start, End }, Total: {}, Groups, Estimated: true };
}

/** Compares quick estimates and spot prices with what moto answers. Each counts as one test. */
export async function compareCostsWithMoto(): Promise<Counts> {
  const moto = await startMoto();
  try {
    const problems = [await compareEstimate(moto.endpoint), await compareSpot(moto.endpoint)];
    const told = problems.filter((problem) => problem !== null);
    for (const problem of told) console.error(`moto's costs: ${problem}`);
    return { passed: problems.length - told.length, failed: told.length, skipped: 0 };
  } finally {
    await moto.stop();
  }
}

function openMoto(endpoint: string) {
  return openSession(awsProvider, {
    settings: { endpoint, regions: [region] },
    secret: credentials,
    egressAllow: ['127.0.0.1/32'],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-11T12:00:00Z'),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
}

/** Cost Explorer's question, which moto answers page by page with what it was given. */
async function compareEstimate(endpoint: string): Promise<string | null> {
  const results = await fetch(`${endpoint}/moto-api/static/ce/cost-and-usage-results`, {
    method: 'POST',
    body: JSON.stringify({ results: answers }),
  });
  if (!results.ok) throw new Error(`moto takes no answers of Cost Explorer: ${results.status}.`);
  const session = openMoto(endpoint);
  try {
    const { estimate } = awsProvider;
    if (estimate === undefined) throw new Error('AWS has no estimates.');
    const { items, completeness } = await estimate.ask(session, span, 5);
    const told = items.map(({ account, currency, amount }) => `${account} ${formatAmount(amount)} ${currency}`);
    const wanted = [`${accounts.research} 1235 USD`, `${accounts.serving} -12.5 USD`];
    return completeness.complete ? findOther(wanted, told) : JSON.stringify(completeness.gaps);
  } finally {
    session.transport.close();
  }
}

/**
 * Spot prices of machines with accelerators, which moto tells of every machine AWS publishes that its zones offer; one price for
 * all. moto has neither a price list nor savings plans.
 */
async function compareSpot(endpoint: string): Promise<string | null> {
  const session = openMoto(endpoint);
  try {
    const { prices } = awsProvider;
    if (prices === undefined) throw new Error('AWS has prices.');
    const { items } = await prices.read(session);
    const spot = items.find(({ name }) => name === `spot ${region}`);
    if (spot?.isWhole !== true) return `the spot prices of ${region} could not be read`;
    const told = spot.offers.map(({ machineType, zone, prices: { spot: price } }) => {
      return `${machineType} ${zone} ${price === null ? 'not known' : formatAmount(price)}`;
    });
    const wanted = (await listOffered(endpoint))
      .filter(({ type }) => acceleratorMachines.has(type))
      .map(({ type, zone }) => `${type} ${zone} 0.00001`);
    return wanted.length === 0 ? `moto offers no accelerator in ${region}` : findOther(wanted, told);
  } finally {
    session.transport.close();
  }
}

/** Which machines the zones offer, by another operation. */
async function listOffered(endpoint: string): Promise<{ type: string; zone: string }[]> {
  const ec2 = new EC2Client({ endpoint, region, credentials });
  const pages = paginateDescribeInstanceTypeOfferings({ client: ec2 }, { LocationType: 'availability-zone' });
  const offered: { type: string; zone: string }[] = [];
  for await (const { InstanceTypeOfferings = [] } of pages)
    for (const { InstanceType: type, Location: zone } of InstanceTypeOfferings)
      if (type !== undefined && zone !== undefined) offered.push({ type, zone });
  return offered;
}
