import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { ProviderSession } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { type AwsSecret, type AwsSettings, accountOfRole } from '../settings';
import { AwsClients, type AwsCredentials } from './aws-clients';
import { callAws } from './call-aws';
import { GuardedRequestHandler } from './request-handler';

export type AwsSession = ProviderSession<AwsSettings, AwsSecret>;

/** Roles are assumed anew this long before their credentials expire, in milliseconds. */
const renewBeforeMs = 5 * 60_000;
const roleSessionSeconds = 3600;

/** Hands out an account's credentials. Throws a `ProviderError` when they cannot be had. */
export type CredentialSource = () => Promise<AwsCredentials>;

/** The connection's own credentials; undefined for the deployment's ambient ones. */
export function ownCredentials({ secret }: AwsSession): CredentialSource | undefined {
  return secret === null ? undefined : async () => secret;
}

/** Clients that act as the connection's own identity. */
export function ownClients(session: AwsSession): AwsClients {
  const { homeRegion, endpoint } = session.settings;
  const requestHandler = new GuardedRequestHandler(session.transport);
  return new AwsClients({ region: homeRegion, credentials: ownCredentials(session), endpoint, requestHandler });
}

/** Credentials of a role, assumed when first needed and again shortly before they expire. */
export function roleCredentials(session: AwsSession, roleArn: string): CredentialSource {
  const clients = ownClients(session);
  let held: { pending: Promise<AwsCredentials>; renewAtMs: number } | null = null;
  return () => {
    if (held !== null && session.now().getTime() < held.renewAtMs) return held.pending;
    const renewal = { pending: assumeRole(session, clients, roleArn), renewAtMs: Number.POSITIVE_INFINITY };
    held = renewal;
    return renewal.pending.then(
      (credentials) => {
        if (credentials.expiration) renewal.renewAtMs = credentials.expiration.getTime() - renewBeforeMs;
        return credentials;
      },
      (error: unknown) => {
        if (held === renewal) held = null;
        throw error;
      },
    );
  };
}

async function assumeRole(session: AwsSession, clients: AwsClients, roleArn: string): Promise<AwsCredentials> {
  const { homeRegion, externalId } = session.settings;
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: 'millwright',
    DurationSeconds: roleSessionSeconds,
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  });
  const place = { account: accountOfRole(roleArn), region: homeRegion };
  const { Credentials } = await callAws(session.calls, place, 'sts:AssumeRole', (options) =>
    clients.sts.send(command, options),
  );
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
    throw new ProviderError({
      kind: 'response-unexpected',
      code: 'CredentialsMissing',
      operation: 'sts:AssumeRole',
      message: `AWS let the role of account ${place.account} be assumed but returned no credentials.`,
      remedy: 'Check that the endpoint is an AWS API.',
    });
  }
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
    ...(Credentials.Expiration === undefined ? {} : { expiration: Credentials.Expiration }),
  };
}
