import type { LinkFacts } from './link/link-facts';
import type { SoftwareFacts } from './site/software';
import type { Workload } from './workload';

/** The kinds of things an inventory lists, in the field's provider-neutral words. */
export const resourceKinds = [
  'compute-instance',
  'kubernetes-cluster',
  'node-group',
  'volume',
  'file-system',
  'bucket',
  'network',
  'subnet',
  'vpn-connection',
  'private-circuit',
  'virtual-interface',
  'transit-gateway',
  'transit-attachment',
  'model-endpoint',
  'training-job',
  'function',
  'database',
  'encryption-key',
  'instance-group',
  'cluster-node',
  'pod',
  'namespace',
  'queue',
  'batch-job',
  'reservation',
  'storage-account',
  'vpn-gateway',
  'vpn-tunnel',
  'circuit-port',
  'model',
  'ml-workspace',
  'container-service',
  'edge-site',
  'edge-node',
  'site-link',
  'alert',
  'scrape-target',
  'batch-cluster',
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/**
 * Where a resource is in its life, in one vocabulary over all providers.
 * `unknown`: the provider used a word we do not know, or could not say; the raw word stays in `nativeStatus`.
 */
export const lifecycleStates = [
  'provisioning',
  'active',
  'degraded',
  'stopped',
  'completed',
  'failed',
  'deleting',
  'unknown',
] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

/** A group of equal accelerators on one resource. */
export interface Accelerator {
  /** Vendor and model as the field writes it, e.g. `NVIDIA H100`. */
  model: string;
  /** Whole devices. Slices and shares of one count for none: a resource's size says which it has. */
  count: number;
  /** Memory of one device in bytes; null when the provider does not say. */
  memoryBytes: number | null;
}

/** One resource as a provider reported it in one read. */
export interface InventoryItem {
  kind: ResourceKind;
  /** The provider's own stable identifier: the ARN on AWS, the full resource name elsewhere. Unique within kind and connection. */
  nativeId: string;
  /** The provider's own type, e.g. `AWS::EC2::Instance`. */
  nativeType: string;
  /** What people call it: its Name tag or its short id. Never empty. */
  name: string;
  /** The provider's account, project or subscription id. */
  account: string;
  /** The provider's region; `global` for things that have none. */
  region: string;
  /** Availability zone; null where the thing has none or the provider does not say. */
  zone: string | null;
  status: LifecycleState;
  /** The provider's own word for the status; null when it gave none. */
  nativeStatus: string | null;
  /** Size or class as the provider names it, e.g. `p5.48xlarge`; null where there is none. */
  size: string | null;
  /** Empty means none; null means not known (the read that would tell failed). */
  accelerators: Accelerator[] | null;
  /** Empty means none; null means not known (the read that would tell failed). */
  tags: Record<string, string> | null;
  /** The machine it runs on, in the spelling of `MachineName`; absent or null where it does not say or has none. */
  machine?: string | null;
  /** What its scheduler says of a piece of work; absent or null where it is none, or the read was not told. */
  workload?: Workload | null;
  /** The links it has or is, as its provider tells of them; empty: none; absent or null where the read was not told. */
  links?: readonly LinkFacts[] | null;
  /** The software it runs, as its provider tells of it; empty: none; absent or null where the read was not told. */
  software?: readonly SoftwareFacts[] | null;
  /** When the provider created it; null when it does not say. */
  createdAt: Date | null;
  /**
   * False: it is listed, but the read that tells more of it failed. `name`, `size`, `createdAt` and `raw` then hold no
   * more than the listing gives, so what an earlier read told of them stands; `status` is `unknown` unless listed.
   */
  detailed: boolean;
  /** The provider's document for the raw view, secrets redacted: JSON text. */
  raw: string;
}

/** Tag keys, first match wins, that say who owns a resource, which team it belongs to and where it stands. Case-insensitive. */
export interface TagRules {
  owner: string[];
  team: string[];
  site: string[];
}

export const defaultTagRules: TagRules = {
  owner: ['owner', 'created-by', 'contact'],
  team: ['team', 'squad', 'cost-center'],
  site: ['site', 'millwright:site', 'ves.io/siteName'],
};
