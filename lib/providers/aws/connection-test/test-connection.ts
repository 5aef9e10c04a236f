import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import {
  type AwsAccount,
  type CallerIdentity,
  ownAccount,
  readCallerIdentity,
  roleAccounts,
} from '../connect/aws-account';
import type { AwsSession } from '../connect/credentials';
import { openRegion, type RegionContext } from '../connect/region-context';
import { globalRegionOf } from '../partitions';
import { isAwsOperation } from '../permissions/operations';
import { probes } from './probes';
import { readAccountName } from './read-account-name';
import { runProbe } from './run-probe';
import { testBilling } from './test-billing';
import { toFailure } from './to-failure';

/** Regions a test goes through; the rest are found out by the first collection. */
const testedRegions = 5;

/**
 * Tries everything the connection is for: its identity, each role, and one call of every operation in the home
 * region, or in the first five of the regions the connection names, and where the bills lie. Names what is missing; throws only when aborted.
 */
export async function testConnection(session: AwsSession): Promise<ConnectionReport> {
  const title = 'Reach AWS and learn whose credentials these are';
  let identity: CallerIdentity;
  try {
    identity = await readCallerIdentity(session);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { checks: [{ title, ...toFailure(error) }], accounts: [] };
  }
  const roles = roleAccounts(session);
  const accounts = roles.length > 0 ? roles : [ownAccount(session, identity)];
  const [billing, ...reports] = await Promise.all([
    testBilling(session),
    ...accounts.map((account) => testAccount(session, account)),
  ]);
  return {
    checks: [
      { title, outcome: 'passed', account: identity.account },
      ...reports.flatMap(({ checks }) => checks),
      ...billing,
    ],
    accounts: reports.flatMap((report) => report.accounts),
  };
}

async function testAccount(session: AwsSession, account: AwsAccount): Promise<ConnectionReport> {
  const entry = account.roleArn === null ? [] : [await tryRole(account, account.roleArn)];
  if (entry.some(({ outcome }) => outcome === 'failed')) return { checks: entry, accounts: [] };
  const { homeRegion, regions } = session.settings;
  const open = (region: string) => openRegion(session, account, region, new Set([account.id]));
  const read = regions.length > 0 ? regions.slice(0, testedRegions) : [homeRegion];
  const [alias, ...probed] = await Promise.all([
    readAccountName(open(globalRegionOf(account.partition) ?? homeRegion)),
    ...read.map((region) => probeRegion(open(region), regions.length === 0)),
  ]);
  return {
    checks: [...entry, alias.check, ...probed.flat()],
    accounts: [{ id: account.id, name: alias.name }],
  };
}

async function tryRole({ id, credentials }: AwsAccount, roleArn: string): Promise<ConnectionCheck> {
  const check = { title: `Assume ${roleArn}`, permission: 'sts:AssumeRole', account: id };
  try {
    await credentials?.();
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...check, ...toFailure(error) };
  }
}

/** `needsRegions`: the connection names no regions, so it has to be able to list them. */
function probeRegion(context: RegionContext, needsRegions: boolean): Promise<ConnectionCheck[]> {
  const tried = Object.entries(probes).filter(([operation]) => needsRegions || operation !== 'ec2:DescribeRegions');
  return Promise.all(
    tried.flatMap(([operation, probe]) => (isAwsOperation(operation) ? [runProbe(context, operation, probe)] : [])),
  );
}
