import { createServer } from 'node:http';
import { join } from 'node:path';
import { createAuthority, issueLoopbackIdentity } from './authority/authority';
import type { AwsFaceContext } from './aws/answer';
import { createAwsServer } from './aws/create-aws-server';
import { createClock, type SimulatedClock } from './control/clock';
import { FaultSwitchboard } from './faults/fault-switchboard';
import { close, listen } from './listen';
import type { OidcApp } from './oidc/create-oidc-app';
import { createOrigin } from './origin';
import { loadState, type SandboxState, saveState } from './sandbox-state';
import { accounts } from './world/geography';
import { type Persona, personas } from './world/personas';
import { readTruth, type Truth } from './world/truth';
import { createWorld, type World } from './world/world';

export interface SandboxOptions {
  /** Keeps keys, ports and the certificate authority; absent keeps nothing. */
  dataDir?: string;
  /** Absent: the port of the last start, or any free one. */
  httpPort?: number;
  awsPort?: number;
  seed?: string;
  /** Multiplies the fleet; 1 is about 3,000 things. */
  scale?: number;
  /** Also plays the OpenID Connect provider. */
  signIn?: boolean;
  realNow?: () => Date;
}

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

export interface OidcFacts {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface RunningSandbox {
  url: string;
  aws: AwsConnectionFacts;
  /** Null when the sandbox was started without sign-in. */
  oidc: OidcFacts | null;
  personas: readonly Persona[];
  world: World;
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  /** What is really there now. */
  truth(): Truth;
  stop(): Promise<void>;
}

const roleName = 'MillwrightReader';

/** Starts the simulated clouds on loopback ports; nothing is left listening when it cannot. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { dataDir, seed = 'millwright', scale = 1, realNow = () => new Date() } = options;
  const folder = dataDir === undefined ? null : join(dataDir, 'sandbox');
  const state = loadState(folder);
  const authority = state.authority ?? (await createAuthority(realNow()));
  const world = createWorld({ seed, scale });
  const clock = createClock(realNow);
  const faults = new FaultSwitchboard(seed);
  const identity = await issueLoopbackIdentity(authority, realNow());
  let identityProvider: OidcApp | null = null;
  const awsServer = createAwsServer({ world, clock, faults, realNow, ...awsTrust(state) }, identity);
  const httpServer = createServer(createOrigin({ world, clock, faults }, () => identityProvider));
  const stop = async () => {
    await Promise.all([close(awsServer), close(httpServer)]);
  };
  try {
    const awsPort = await listen(awsServer, options.awsPort ?? state.awsPort ?? 0);
    const httpPort = await listen(httpServer, options.httpPort ?? state.httpPort ?? 0);
    saveState(folder, { ...state, httpPort, awsPort, authority });
    const url = `http://127.0.0.1:${httpPort}`;
    if (options.signIn) identityProvider = await playIdentityProvider(url, folder);
    return {
      url,
      aws: {
        endpoint: `https://127.0.0.1:${awsPort}`,
        caCertificate: authority.certificate,
        accessKeyId: state.accessKeyId,
        secretAccessKey: state.secretAccessKey,
        roleArns: Object.values(accounts).map(({ id }) => `arn:aws:iam::${id}:role/${roleName}`),
        externalId: state.externalId,
      },
      oidc: identityProvider && {
        issuer: identityProvider.issuer,
        clientId: identityProvider.clientId,
        clientSecret: identityProvider.clientSecret,
      },
      personas,
      world,
      clock,
      faults,
      truth: () => readTruth(world.at(clock.now())),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one user the AWS face knows, a reader of the research account, and the roles that trust it. */
function awsTrust(state: SandboxState): Pick<AwsFaceContext, 'keys' | 'trust'> {
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

async function playIdentityProvider(origin: string, folder: string | null): Promise<OidcApp> {
  if (folder === null) throw new Error('Signing in needs a data directory for the keys of the identity provider.');
  // Loaded only when wanted: it is heavy, and most tests sign nobody in.
  const { createOidcApp } = await import('./oidc/create-oidc-app');
  return createOidcApp({ origin, dataDir: folder, personas });
}
