import { type AwsAccount, ownAccount, readCallerIdentity, roleAccounts } from './aws-account';
import type { AwsSession } from './credentials';
import { readEnabledRegions } from './read-regions';
import { openRegion } from './region-context';

/** The accounts a connection reads: those of its roles, or the one of its own credentials. Throws a `ProviderError`. */
export async function readAccounts(session: AwsSession): Promise<AwsAccount[]> {
  if (session.settings.roleArns.length > 0) return roleAccounts(session);
  return [ownAccount(session, await readCallerIdentity(session))];
}

/**
 * Enters an account and gives the regions to read in it: those the connection names, or every enabled one. `ids`: every
 * account the connection reads. Throws a `ProviderError`.
 */
export async function readAccountRegions(
  session: AwsSession,
  account: AwsAccount,
  ids: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { homeRegion, regions } = session.settings;
  await account.credentials?.();
  return regions.length > 0 ? regions : readEnabledRegions(openRegion(session, account, homeRegion, ids));
}
