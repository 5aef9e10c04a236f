import type { SandboxState } from '../sandbox-state';
import { accounts } from '../world/aws/geography';
import type { AwsFaceContext } from './answer';

/** What a connection to the AWS face needs. */
export interface AwsConnectionFacts {
  endpoint: string;
  /** PEM of the authority that signed the endpoint's certificate. */
  caCertificate: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** One per account: research, training, serving. */
  roleArns: string[];
  externalId: string;
}

const roleName = 'MillwrightReader';

/** The one user the AWS face knows, a reader of the research account, and the roles that trust it. */
export function awsTrust(state: SandboxState): Pick<AwsFaceContext, 'keys' | 'trust'> {
  const account = accounts.research.id;
  return {
    trust: { roleName, externalId: state.externalId },
    keys: {
      accessKeyId: state.accessKeyId,
      secretAccessKey: state.secretAccessKey,
      sealKey: Buffer.from(state.sealKey, 'base64'),
      identity: {
        account,
        arn: `arn:aws:iam::${account}:user/millwright`,
        userId: `AIDA${state.accessKeyId.slice(4)}`,
      },
    },
  };
}

/** What it takes to connect to the face at `endpoint`. */
export function awsFactsOf(state: SandboxState, endpoint: string, caCertificate: string): AwsConnectionFacts {
  return {
    endpoint,
    caCertificate,
    accessKeyId: state.accessKeyId,
    secretAccessKey: state.secretAccessKey,
    roleArns: Object.values(accounts).map(({ id }) => `arn:aws:iam::${id}:role/${roleName}`),
    externalId: state.externalId,
  };
}
