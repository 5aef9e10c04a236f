import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AwsSession } from '../connect/credentials';
import { discoverExports, toAddressText } from '../cost/bill-address';
import { type BillingContext, openBilling } from '../cost/billing-context';
import { type FoundExport, findOf } from '../cost/find-exports';
import { listNewestManifest, readManifest } from '../cost/read-manifest';
import { actionOf, isAwsOperation } from '../permissions/operations';
import { toFailure } from './to-failure';

/** Tries what reading bills takes: its account, its exports, and one manifest of each. Empty where no bills are read. */
export async function testBilling(session: AwsSession): Promise<ConnectionCheck[]> {
  const { billingExports, billingRoleArn } = session.settings;
  if (billingExports.length === 0) return [];
  const entry =
    billingRoleArn === undefined ? null : { title: `Assume ${billingRoleArn}`, permission: 'sts:AssumeRole' };
  let context: BillingContext;
  try {
    context = await openBilling(session);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [{ title: 'Enter the account that reads the bills', ...entry, ...toFailure(error) }];
  }
  const account = context.account.id;
  const checks: ConnectionCheck[] = entry === null ? [] : [{ ...entry, account, outcome: 'passed' }];
  for (const each of billingExports) checks.push(...(await testEntry(context, each)));
  return checks;
}

async function testEntry(context: BillingContext, entry: string): Promise<ConnectionCheck[]> {
  const account = context.account.id;
  const isDiscovery = entry === discoverExports;
  const check = {
    title: isDiscovery ? `List the data exports of ${account}` : `Find data exports below ${entry}`,
    permission: actionOf(isDiscovery ? 'bcm-data-exports:ListExports' : 's3:ListObjectsV2'),
    account,
  };
  let found: FoundExport[];
  try {
    found = await findOf(context, entry);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [failed(check, error)];
  }
  if (found.length === 0)
    return [{ ...check, outcome: 'skipped', message: 'The account has no data export of bills yet.' }];
  return [{ ...check, outcome: 'passed' }, ...(await Promise.all(found.map((each) => testExport(context, each))))];
}

async function testExport(context: BillingContext, found: FoundExport): Promise<ConnectionCheck> {
  const check = {
    title: `Read a manifest of ${toAddressText({ bucket: found.bucket, prefix: found.root })}`,
    permission: actionOf('s3:GetObject'),
    account: context.account.id,
  };
  try {
    const newest = await listNewestManifest(context, found, '');
    if (newest === null) return { ...check, outcome: 'skipped', message: 'It has delivered nothing yet.' };
    const { table } = await readManifest(context, found, newest);
    if (table !== null) return { ...check, outcome: 'passed' };
    return { ...check, outcome: 'skipped', message: 'It is made neither from FOCUS nor from the report 2.0.' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return failed(check, error);
  }
}

/** The permission is that of the call that failed, which may be another one than the check began with. */
function failed<Check extends { title: string; permission: string }>(
  check: Check,
  error: ProviderError,
): ConnectionCheck {
  const { operation } = error;
  return { ...check, ...(isAwsOperation(operation) ? { permission: actionOf(operation) } : {}), ...toFailure(error) };
}
