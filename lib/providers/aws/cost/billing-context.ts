import { ProviderError } from '../../contract/provider-error';
import type { AwsAccount } from '../connect/aws-account';
import { ownAccount, readCallerIdentity } from '../connect/aws-account';
import { AwsClients } from '../connect/aws-clients';
import { callAws, type SendOptions } from '../connect/call-aws';
import { type AwsSession, roleCredentials } from '../connect/credentials';
import { GuardedRequestHandler } from '../connect/request-handler';
import type { BillingOperation } from '../permissions/operations';
import { accountOfRole, partitionOfRole } from '../settings';

/** Who reads the bills, ready to call. */
export interface BillingContext {
  session: AwsSession;
  account: AwsAccount;
  /** Clients for S3 in a region; one client serves the whole read. */
  clientsOf(region: string): AwsClients;
  /** Makes one call under its bucket's limits. Throws a `ProviderError`. */
  call<T>(region: string, operation: BillingOperation, send: (options: SendOptions) => Promise<T>): Promise<T>;
}

/** Enters the account that reads the bills. Throws a `ProviderError` when that is refused. */
export async function openBilling(session: AwsSession): Promise<BillingContext> {
  const account = await enter(session);
  const requestHandler = new GuardedRequestHandler(session.transport);
  const { endpoint } = session.settings;
  const clients = new Map<string, AwsClients>();
  return {
    session,
    account,
    clientsOf(region) {
      const known = clients.get(region);
      if (known !== undefined) return known;
      const made = new AwsClients({ region, credentials: account.credentials, endpoint, requestHandler });
      clients.set(region, made);
      return made;
    },
    call: (region, operation, send) =>
      callAws(session.calls, { account: account.id, region }, operation, async (options) => {
        // Entered again when its credentials are about to expire; a refusal of that is no fault of the call's.
        await account.credentials?.();
        return send(options);
      }),
  };
}

async function enter(session: AwsSession): Promise<AwsAccount> {
  const { billingRoleArn } = session.settings;
  if (billingRoleArn === undefined) return ownAccount(session, await readCallerIdentity(session));
  const credentials = roleCredentials(session, billingRoleArn);
  await credentials();
  const [id, partition] = [accountOfRole(billingRoleArn), partitionOfRole(billingRoleArn)];
  return { id, partition, roleArn: billingRoleArn, credentials };
}

/** What is wrong with bills as they lie, in our words. */
export function billFault(operation: BillingOperation, code: string, message: string, remedy: string): ProviderError {
  return new ProviderError({ kind: 'response-unexpected', code, operation, message, remedy });
}
