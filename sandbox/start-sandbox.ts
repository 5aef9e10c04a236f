import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { createAuthority, issueLoopbackIdentity } from './authority/authority';
import { answer as answerAws } from './aws/answer';
import { CallAllowance } from './aws/call-allowance';
import { destination } from './aws/exports/definitions';
import { createExportStore } from './aws/exports/export-content';
import { type AwsConnectionFacts, awsFactsOf, awsTrust } from './aws/trust';
import { createClock, type SimulatedClock } from './control/clock';
import type { ConnectionFacts, Face } from './face';
import { loadFace, type OtherFaceName, otherFaceNames } from './faces';
import { type FaceName, FaultSwitchboard } from './faults/fault-switchboard';
import type { OidcApp } from './oidc/create-oidc-app';
import { createOrigin } from './origin';
import { loadState, saveState } from './sandbox-state';
import { createFaceServer } from './wire/create-face-server';
import { close, listen, listenAgain } from './wire/listen';
import { dayMs } from './world/aws/plan/plan';
import { type AwsTruth, readTruth } from './world/aws/truth';
import { createWorld, type World } from './world/aws/world';
import { type BillBook, createBillBook } from './world/bills/bill-book';
import { type CostTruth, readCostTruth } from './world/bills/bill-truth';
import type { BillingProvider } from './world/bills/charge';
import { type GpuTruth, readGpuTruth } from './world/gpus/gpu-truth';
import { createPlacedGpus, type OwningFace, owningFaces } from './world/gpus/placed-gpus';
import { billedScale } from './world/growth';
import { createLinkTruth, type LinkTruth } from './world/links/link-truth';
import { type Persona, personas } from './world/personas';
import type { Truth } from './world/truth';

export interface SandboxOptions {
  /** Keeps keys, ports and the certificate authority; absent keeps nothing. */
  dataDir?: string;
  /** Absent: the port of the last start, or any free one. */
  httpPort?: number;
  seed?: string;
  /** Multiplies the fleet; 1 is the demo's factory. */
  scale?: number;
  /** The faces to play beside AWS; absent: all. */
  faces?: readonly OtherFaceName[];
  /** Also plays the OpenID Connect provider. */
  signIn?: boolean;
  /** Lets the faces refuse calls beyond the limits their vendors publish. */
  enforceLimits?: boolean;
  /** What the clouds bill; absent: all that the factory costs. */
  bills?: BillBook | undefined;
  realNow?: () => Date;
}

export interface OidcFacts {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface RunningSandbox {
  url: string;
  aws: AwsConnectionFacts;
  /** What it takes to connect to each face that plays. */
  connections: readonly ConnectionFacts[];
  /** Null when the sandbox was started without sign-in. */
  oidc: OidcFacts | null;
  personas: readonly Persona[];
  world: World;
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  /** What is really there in AWS now. */
  truth(): AwsTruth;
  /** What is really there behind a face now; throws when the face does not play. */
  truthOf(face: FaceName): Truth;
  /** What every accelerator behind the faces that play does at an instant, or now. */
  gpus(at?: Date): GpuTruth;
  /**
   * Every link that a face that plays tells of, what measures it, and what was wrong with any between two instants: the last day, unless
   * told otherwise.
   */
  links(from?: Date, to?: Date): LinkTruth;
  /** What everything costs, as each provider tells it. */
  bills: BillBook;
  /** What providers, or all of them, had billed of a month (`2026-11`) at an instant, or now. */
  costs(month: string, at?: Date, providers?: readonly BillingProvider[]): CostTruth;
  stop(): Promise<void>;
}

/** Starts the simulated clouds on loopback ports; nothing is left listening when it cannot. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { dataDir, seed = 'millwright', scale = 1, enforceLimits = false, realNow = () => new Date() } = options;
  const folder = dataDir === undefined ? null : join(dataDir, 'sandbox');
  const state = loadState(folder);
  const authority = state.authority ?? (await createAuthority(realNow()));
  const identity = await issueLoopbackIdentity(authority, realNow());
  const world = createWorld({ seed, scale });
  const clock = createClock(realNow);
  const faults = new FaultSwitchboard(seed);
  const truth = () => readTruth(world.at(clock.now()));
  const caCertificate = authority.certificate;
  const sealKey = Buffer.from(state.sealKey, 'base64');
  const secretFor = (purpose: string) => createHmac('sha256', sealKey).update(purpose).digest();

  const bills = options.bills ?? createBillBook(seed, billedScale(scale));
  const faceContext = { seed, scale, clock, faults, bills, realNow, caCertificate, secretFor, enforceLimits };
  const others = await Promise.all(
    (options.faces ?? otherFaceNames).map(
      async (name): Promise<[FaceName, Face]> => [name, await loadFace(name, faceContext)],
    ),
  );
  const allowance = enforceLimits ? new CallAllowance() : null;
  const awsContext = {
    world,
    bills,
    exports: createExportStore(bills, billedScale(scale)),
    clock,
    faults,
    realNow,
    allowance,
    ...awsTrust(state),
  };
  const faces = new Map<FaceName, Face>([
    [
      'aws',
      {
        title: 'AWS',
        answer: (request) => answerAws(awsContext, request),
        connections: (origin) => [toAwsConnection(awsFactsOf(state, origin, caCertificate))],
        truth,
      },
    ],
    ...others,
  ]);
  const truthOf = (name: FaceName): Truth => {
    const face = faces.get(name);
    if (!face) throw new RangeError(`The face ${name} does not play.`);
    return face.truth();
  };

  const placedGpus = createPlacedGpus(seed, scale);
  const gpus = (at = clock.now()): GpuTruth => {
    const seen = owningFaces.filter((owner) => isBehind(owner, faces));
    return readGpuTruth(
      seen.flatMap((owner) => placedGpus[owner](at)),
      at,
    );
  };

  const readLinks = createLinkTruth(seed, scale);
  const links: RunningSandbox['links'] = (from, to = clock.now()) =>
    readLinks(from ?? new Date(to.getTime() - dayMs), to, [...faces.keys()]);

  let identityProvider: OidcApp | null = null;
  const costs: RunningSandbox['costs'] = (month, at = clock.now(), providers) =>
    readCostTruth(bills, month, at, providers);
  const control = { clock, faults, truthOf, gpus, links, costs, plays: (name: FaceName) => faces.has(name) };
  const httpServer = createServer(createOrigin(control, () => identityProvider));
  const servers = new Map<FaceName, Server>(
    [...faces].map(([name, face]) => [name, createFaceServer(face.title, identity, face.answer)]),
  );
  const stop = async () => {
    await Promise.all([close(httpServer), ...[...servers.values()].map(close)]);
  };
  try {
    const httpPort = await listen(httpServer, options.httpPort ?? state.httpPort ?? 0);
    const facePorts: Record<string, number> = { ...state.facePorts };
    for (const [name, server] of servers) facePorts[name] = await listenAgain(server, state.facePorts[name]);
    saveState(folder, { ...state, httpPort, facePorts, authority });
    const originOf = (name: FaceName) => `https://127.0.0.1:${facePorts[name]}`;
    const url = `http://127.0.0.1:${httpPort}`;
    if (options.signIn) identityProvider = await playIdentityProvider(url, folder);
    return {
      url,
      aws: awsFactsOf(state, originOf('aws'), caCertificate),
      connections: [...faces].flatMap(([name, face]) => face.connections(originOf(name))),
      oidc: identityProvider && {
        issuer: identityProvider.issuer,
        clientId: identityProvider.clientId,
        clientSecret: identityProvider.clientSecret,
      },
      personas,
      world,
      clock,
      faults,
      truth,
      truthOf,
      gpus,
      links,
      bills,
      costs,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whether devices of an inventory can be seen: by its own face or, of the hall, by the one that measures them. */
function isBehind(owner: OwningFace, faces: ReadonlyMap<FaceName, Face>): boolean {
  return faces.has(owner) || ((owner === 'kubernetes' || owner === 'slurm') && faces.has('prometheus'));
}

/** Both exports tell the same costs: a connection reads one of them. */
const connectedExport = `s3://${destination.bucket}/${destination.prefix}/millwright-focus`;

function toAwsConnection(facts: AwsConnectionFacts): ConnectionFacts {
  const { accessKeyId, secretAccessKey, ...rest } = facts;
  const settings = { ...rest, billingExports: [connectedExport] };
  return { provider: 'aws', name: 'Simulated AWS', settings, secret: { accessKeyId, secretAccessKey } };
}

async function playIdentityProvider(origin: string, folder: string | null): Promise<OidcApp> {
  if (folder === null) throw new Error('Signing in needs a data directory for the keys of the identity provider.');
  // Loaded only when wanted: it is heavy, and most tests sign nobody in.
  const { createOidcApp } = await import('./oidc/create-oidc-app');
  return createOidcApp({ origin, dataDir: folder, personas });
}
