import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ProviderError } from '../../contract/provider-error';
import { accountOfRole, partitionOfRole } from '../settings';
import { callAws } from './call-aws';
import { type AwsSession, type CredentialSource, ownClients, ownCredentials, roleCredentials } from './credentials';

/** An account to read, and the credentials to read it with. */
export interface AwsAccount {
  id: string;
  /** `aws`, `aws-cn`, `aws-us-gov` …: the first part of its ARNs. */
  partition: string;
  /** Null where the connection reads with its own identity. */
  roleArn: string | null;
  /** Undefined: the deployment's ambient credentials. */
  credentials: CredentialSource | undefined;
}

export interface CallerIdentity {
  account: string;
  partition: string;
  arn: string;
}

/** The accounts behind the connection's roles; no call is made. Empty when it names no role. */
export function roleAccounts(session: AwsSession): AwsAccount[] {
  return session.settings.roleArns.map((roleArn) => ({
    id: accountOfRole(roleArn),
    partition: partitionOfRole(roleArn),
    roleArn,
    credentials: roleCredentials(session, roleArn),
  }));
}

/** The account that the connection's own identity lives in. */
export function ownAccount(session: AwsSession, identity: CallerIdentity): AwsAccount {
  return { id: identity.account, partition: identity.partition, roleArn: null, credentials: ownCredentials(session) };
}

/** Who the connection's own credentials are. Throws a `ProviderError`. */
export async function readCallerIdentity(session: AwsSession): Promise<CallerIdentity> {
  const clients = ownClients(session);
  const place = { account: null, region: session.settings.homeRegion };
  const { Account, Arn } = await callAws(session.calls, place, 'sts:GetCallerIdentity', (options) =>
    clients.sts.send(new GetCallerIdentityCommand({}), options),
  );
  const partition = Arn?.split(':')[1];
  if (Account && Arn && partition) return { account: Account, arn: Arn, partition };
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'IdentityMissing',
    operation: 'sts:GetCallerIdentity',
    message: 'AWS answered without saying who the credentials belong to.',
    remedy: 'Check that the endpoint is an AWS API.',
  });
}
