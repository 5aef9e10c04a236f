import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { PriceList } from '../../contract/prices';
import { ProviderError } from '../../contract/provider-error';
import type { AwsSession } from '../connect/credentials';
import { readAccountRegions, readAccounts } from '../connect/read-places';
import { openRegion } from '../connect/region-context';
import { pricedMachines } from './priced-machines';
import { readCommitted } from './read-committed';
import { readOnDemand } from './read-on-demand';
import { readSpot } from './read-spot';
import { toRegionOffers, toSpotOffers } from './to-offers';

/** Where the price list and the plans are asked for; the other partitions have none that we know how to ask. */
const priceRegions: Readonly<Record<string, string>> = { aws: 'us-east-1' };
const regionsAtOnce = 4;
const machinesAtOnce = 4;

/**
 * What machines with accelerators cost: on demand and for a year's promise in every region AWS has, in the spot markets
 * of the regions this connection reads. Prices are the same for every account, so one of the connection's is asked through.
 * A refused machine, region or service leaves the others' lists whole.
 */
export async function readPrices(session: AwsSession): Promise<ReadResult<PriceList>> {
  const accounts = await readAccounts(session);
  const ids = new Set(accounts.map(({ id }) => id));
  const [account] = accounts;
  if (account === undefined) throw new Error('A connection reads an account.');
  const priceRegion = priceRegions[account.partition];
  if (priceRegion === undefined)
    throw new ProviderError({
      kind: 'capability-unsupported',
      operation: 'pricing:GetProducts',
      message: `AWS has no price API in the partition ${account.partition}.`,
    });
  const regions = await readAccountRegions(session, account, ids);
  const home = openRegion(session, account, priceRegion, ids);
  const sharedAt = session.settings.endpoint ?? account.partition;
  const gaps: Gap[] = [];
  const ofPrices = { account: account.id, region: priceRegion };

  const listFaults: ProviderError[] = [];
  const onDemand: PriceList[] = [];
  await forEachBounded(pricedMachines, machinesAtOnce, async (machineType) => {
    // One refusal is every machine's: asking on would only repeat it.
    if (listFaults.some(({ kind }) => kind === 'permission-missing')) return;
    const faults: ProviderError[] = [];
    const offers = toRegionOffers(await readOnDemand(home, machineType, faults), 'on-demand');
    listFaults.push(...faults);
    const isWhole = faults.length === 0;
    onDemand.push({ name: `on-demand ${machineType}`, source: 'AWS Price List', sharedAt, offers, isWhole });
  });
  const isNothingTold = onDemand.every(({ offers }) => offers.length === 0);
  if (isNothingTold && listFaults.length === 0) listFaults.push(nothingTold('pricing:GetProducts'));
  gaps.push(...toGaps(listFaults, { ...ofPrices, subject: 'prices on demand' }));

  const planFaults: ProviderError[] = [];
  const plans = toRegionOffers(await readCommitted(home, planFaults), 'committed');
  if (plans.length === 0 && planFaults.length === 0)
    planFaults.push(nothingTold('savingsplans:DescribeSavingsPlansOfferingRates'));
  gaps.push(...toGaps(planFaults, { ...ofPrices, subject: 'committed prices' }));
  const isWhole = planFaults.length === 0;
  const committed = { name: 'committed', source: 'AWS Savings Plans', sharedAt, offers: plans, isWhole };

  const spot: PriceList[] = [];
  await forEachBounded(regions, regionsAtOnce, async (region) => {
    const faults: ProviderError[] = [];
    const offers = toSpotOffers(region, await readSpot(openRegion(session, account, region, ids), faults));
    gaps.push(...toGaps(faults, { account: account.id, region, subject: 'spot prices' }));
    // Every account has names of its own for the zones.
    const facts = { source: 'AWS spot market', sharedAt: null, isWhole: faults.length === 0 };
    spot.push({ ...facts, name: `spot ${region}`, offers });
  });
  return {
    items: [...(isNothingTold ? [] : onDemand), committed, ...spot],
    completeness: toCompleteness(gaps),
    readAt: session.now(),
    source: 'AWS price list and spot markets',
  };
}

/** AWS sells machines with accelerators: a list without any says nothing of what they cost. */
function nothingTold(operation: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'PriceListEmpty',
    operation,
    message: `${operation} named no price of any machine with accelerators.`,
    remedy: 'Check that the endpoint is an AWS API; the prices known before stay.',
  });
}
