import { DescribeReservedInstancesCommand, type ReservedInstances } from '@aws-sdk/client-ec2';
import { DescribeSavingsPlansCommand, type SavingsPlan } from '@aws-sdk/client-savingsplans';
import type { Completeness } from '@/lib/domain/provider-fault';
import type { CommitmentTerm } from '../../contract/cost';
import { toCompleteness } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import type { AwsAccount } from '../connect/aws-account';
import type { AwsSession } from '../connect/credentials';
import { requireList } from '../inventory/require-list';
import { type BillingContext, openBilling } from './billing-context';

/**
 * Where Savings Plans is asked: in the public partition one endpoint serves all regions, in China bills are those of
 * Ningxia. GovCloud has none: what runs there is bought and billed in the public partition.
 */
const plansRegions: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1'],
]);
/** How many values one filter of EC2 may have. */
const mostIds = 200;
/** How many plans one answer holds at most. */
const mostPlans = 100;

/** A commitment that the account bought, by its ARN. */
interface Bought {
  id: string;
  service: string;
  region: string;
  name: string;
}

const arn = /^arn:([^:]*):(ec2|savingsplans):([^:]*):(\d{12}):(?:reserved-instances|savingsplan)\/(.+)$/;

/**
 * When reserved instances and savings plans run that the account bought which reads the bills. Of another account's, and of
 * another partition's, where its credentials are none, nothing is asked: their terms are not known.
 */
export async function readCommitmentTerms(
  session: AwsSession,
  ids: readonly string[],
): Promise<{ items: CommitmentTerm[]; completeness: Completeness }> {
  const faults: ProviderError[] = [];
  const items: CommitmentTerm[] = [];
  const add = async (read: () => Promise<CommitmentTerm[]>) => {
    try {
      items.push(...(await read()));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.push(error);
    }
  };
  if (ids.some((id) => arn.test(id)))
    await add(async () => {
      const context = await openBilling(session);
      const bought = ids.flatMap((id) => toBought(id, context.account));
      const reserved = Map.groupBy(
        bought.filter(({ service }) => service === 'ec2'),
        ({ region }) => region,
      );
      for (const [region, here] of reserved)
        for (const some of inParts(here, mostIds)) await add(() => readReserved(context, region, some));
      const plans = bought.filter(({ service }) => service === 'savingsplans');
      const plansRegion = plansRegions.get(context.account.partition);
      if (plansRegion !== undefined)
        for (const some of inParts(plans, mostPlans)) await add(() => readPlans(context, plansRegion, some));
      return [];
    });
  return { items, completeness: toCompleteness(faults.map((fault) => fault.toGap({ subject: 'commitments' }))) };
}

function toBought(id: string, account: Pick<AwsAccount, 'id' | 'partition'>): Bought[] {
  const [, partition, service, region, owner, name] = arn.exec(id) ?? [];
  if (service === undefined || region === undefined || name === undefined) return [];
  if (partition !== account.partition || owner !== account.id) return [];
  return [{ id, service, region, name }];
}

async function readReserved(
  context: BillingContext,
  region: string,
  bought: readonly Bought[],
): Promise<CommitmentTerm[]> {
  const operation = 'ec2:DescribeReservedInstances';
  const byName = new Map(bought.map((one) => [one.name, one.id]));
  const { ReservedInstances: found } = await context.call(region, operation, (options) =>
    context.clientsOf(region).ec2.send(
      new DescribeReservedInstancesCommand({
        Filters: [{ Name: 'reserved-instances-id', Values: [...byName.keys()] }],
      }),
      options,
    ),
  );
  return requireList(found, operation).flatMap(
    ({ ReservedInstancesId: name, Start, End, State }: ReservedInstances): CommitmentTerm[] => {
      const id = name === undefined ? undefined : byName.get(name);
      return id === undefined ? [] : [{ id, startsAt: Start ?? null, endsAt: End ?? null, status: State ?? null }];
    },
  );
}

async function readPlans(
  context: BillingContext,
  region: string,
  bought: readonly Bought[],
): Promise<CommitmentTerm[]> {
  const operation = 'savingsplans:DescribeSavingsPlans';
  const wanted = new Set(bought.map(({ id }) => id));
  const { savingsPlans: found } = await context.call(region, operation, (options) =>
    context
      .clientsOf(region)
      .savingsPlans.send(
        new DescribeSavingsPlansCommand({ savingsPlanArns: [...wanted], maxResults: mostPlans }),
        options,
      ),
  );
  return requireList(found, operation).flatMap(({ savingsPlanArn: id, start, end, state }: SavingsPlan) =>
    id === undefined || !wanted.has(id)
      ? []
      : [{ id, startsAt: toInstant(start), endsAt: toInstant(end), status: state ?? null }],
  );
}

/** An instant as text; null for none, and for what is none. */
function toInstant(text: string | undefined): Date | null {
  const at = text === undefined ? null : new Date(text);
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

function* inParts<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let first = 0; first < items.length; first += size) yield items.slice(first, first + size);
}
