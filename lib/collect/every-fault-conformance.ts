import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import type { ConnectionDeployment } from '@/lib/commands/connections/connection-target';
import { createConnection } from '@/lib/commands/connections/create-connection';
import type { ProviderId } from '@/lib/domain/provider';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { conformanceFaults } from '@/lib/providers/contract/conformance/conformance-subject';
import type { Database } from '@/lib/store/database/database';
import type { Fault, FaultKind, FaultRuleInput } from '@/sandbox/faults/fault';
import type { FaceName } from '@/sandbox/faults/fault-switchboard';
import type { RunningSandbox } from '@/sandbox/start-sandbox';
import { accounts } from '@/sandbox/world/aws/geography';
import { subscriptions } from '@/sandbox/world/azure/geography';
import { folders, projects } from '@/sandbox/world/google-cloud/geography';

/**
 * What the console makes of a fault: a gap of that kind; `held`, a warning that much has vanished; or `nothing`, since the
 * fault cannot touch the provider and it must be read as ever.
 */
export type Told = ProviderFaultKind | 'held' | 'nothing';

/** A connection that breaks off is a fault of its own to whoever reads. */
type FaultName = FaultKind | 'broken-connection';
type ToldByFault = Partial<Record<FaultName, Told>>;

/** A connection of a provider that is read in a moment, and what faults do to it. */
export interface Proving {
  /** On top of what the sandbox says it takes to connect. */
  settings: Record<string, unknown>;
  /** A part of what is read, with pages where anything has them. */
  part: FaultRuleInput['where'];
  /** Faults of the part, where they are told in another way than most providers tell them. */
  told: ToldByFault;
  /** Faults of everything, where that is told in another way than of the part. */
  toldOfAll: ToldByFault;
  /** How much faster than ours time passes, for a provider that counts calls by windows. */
  haste: number;
}

const usual: Record<FaultName, Told> = {
  ...conformanceFaults,
  'empty-success': 'held',
  // A token that is refused comes with another to go on with, or the face knows no such refusal.
  'position-expired': 'nothing',
};

/** A token of a cluster holds no time, so no clock spoils it. */
const cluster: Partial<Proving> = { part: { operation: 'listPods' }, told: { 'clock-skew': 'nothing' } };
/** Lists that have no pages, read with a token that no clock spoils. */
const pageless: ToldByFault = { 'duplicate-page': 'nothing', 'token-loop': 'nothing', 'clock-skew': 'nothing' };

const provings: Record<FaceName, Partial<Proving>> = {
  aws: {
    settings: {
      roleArns: [`arn:aws:iam::${accounts.serving.id}:role/MillwrightReader`],
      regions: ['eu-central-1'],
      homeRegion: 'us-east-1',
    },
    part: { region: 'eu-central-1', operation: 'DescribeVolumes' },
  },
  azure: {
    settings: { subscriptions: [subscriptions.training.id, subscriptions.serving.id] },
    part: { account: subscriptions.serving.id },
    // A subscription that does not even show itself is no empty one.
    told: { 'empty-success': 'permission-missing' },
    // A face whose clock is off everywhere finds its own tokens in order; who may not sign in has no other permission.
    toldOfAll: { 'clock-skew': 'nothing', 'missing-permission': 'credentials-rejected' },
    haste: 20,
  },
  'google-cloud': {
    settings: { scope: `folders/${folders.factory}` },
    part: { account: projects.serving.id },
    // Only the exchange for a token is signed with the time.
    told: { 'clock-skew': 'nothing' },
    toldOfAll: {
      'clock-skew': 'credentials-rejected',
      // Of who may get no token, and of a folder without a project, which is not taken for an empty one.
      'missing-permission': 'credentials-rejected',
      'empty-success': 'response-unexpected',
    },
  },
  kubernetes: cluster,
  coreweave: cluster,
  slurm: { part: { operation: 'nodes' }, told: pageless },
  prometheus: { part: { operation: 'targets' }, told: pageless },
  'f5-distributed-cloud': {
    part: { operation: 'sites' },
    told: pageless,
    // There is no tenant without a namespace.
    toldOfAll: { 'empty-success': 'permission-missing' },
  },
};

/** Connects a console to what is proven of a provider; its first collection is due at once. Returns the connection's id. */
export async function connectProving(
  database: Database,
  sandbox: RunningSandbox,
  provider: ProviderId,
  deployment: ConnectionDeployment,
): Promise<string> {
  const found = sandbox.connections.find((connection) => connection.provider === provider);
  if (found === undefined) throw new Error(`The sandbox does not play ${provider}.`);
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  const settings = z.record(z.string(), z.json()).parse({ ...found.settings, ...provingOf(provider).settings });
  const entered = { provider, name: found.name, settings, secret: found.secret, intervalMs: 3_600_000 };
  return (await createConnection(context, entered, deployment, { simulated: true })).id;
}

export function provingOf(provider: FaceName): Proving {
  return { settings: {}, part: {}, told: {}, toldOfAll: {}, haste: 1, ...provings[provider] };
}

/** What is told of a fault that strikes the proving's part, or everything. */
export function toldOf({ told, toldOfAll }: Proving, fault: Fault, struck: 'part' | 'everything'): Told {
  const name = nameOf(fault);
  const ofPart = told[name] ?? usual[name];
  return struck === 'part' ? ofPart : (toldOfAll[name] ?? ofPart);
}

export function nameOf(fault: Fault): FaultName {
  return fault.kind === 'truncated-page' && fault.cut === 'connection' ? 'broken-connection' : fault.kind;
}
