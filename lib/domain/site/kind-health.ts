import type { ResourceKind } from '../resource';
import type { HealthStatus } from '../status';

/** How many things of one kind a site has, of those that are meant to be there: neither stopped nor being removed. */
export interface KindTally {
  present: number;
  failed: number;
  degraded: number;
  /** Of which nobody could say how they stand. */
  unknown: number;
}

/**
 * The share of a kind that takes the site with it when it fails; kinds that are not named never do. 0: any single one.
 * What runs a site may not fail at all, its machines carry less the more of them fail, and of ways and services that
 * stand in for each other half is too many.
 */
const criticalShares: Partial<Record<ResourceKind, number>> = {
  'kubernetes-cluster': 0,
  'batch-cluster': 0,
  'edge-site': 0,
  'compute-instance': 0.25,
  'cluster-node': 0.25,
  'edge-node': 0.25,
  'node-group': 0.5,
  'instance-group': 0.5,
  network: 0.5,
  'vpn-connection': 0.5,
  'vpn-gateway': 0.5,
  'vpn-tunnel': 0.5,
  'private-circuit': 0.5,
  'virtual-interface': 0.5,
  'circuit-port': 0.5,
  'transit-gateway': 0.5,
  'transit-attachment': 0.5,
  'site-link': 0.5,
  'file-system': 0.5,
  database: 0.5,
  'model-endpoint': 0.5,
};

const sharesByKind: ReadonlyMap<string, number> = new Map(Object.entries(criticalShares));

const gpuShare = 0.25;
const linkShare = 0.5;

/** What comes, runs and ends. That some of it fails is its daily business and says nothing of the place it ran at. */
const workKinds: ReadonlySet<string> = new Set<ResourceKind>(['training-job', 'batch-job', 'pod']);
const workShare = 0.5;

/** Whether a site can be critical for what it has of a kind. */
export function canBeCritical(kind: string): boolean {
  return shareOf(kind) !== undefined;
}

/**
 * What the things of one kind say of the site they stand at. Critical: enough of them failed to take the site with them.
 * Unknown: with those that nobody can tell of, it could be enough. Warning: something is wrong, but the site stands.
 */
export function judgeKind(kind: string, tally: KindTally): HealthStatus {
  const share = shareOf(kind);
  if (share !== undefined) return judgeByShare(share, tally);
  const { present, failed, degraded, unknown } = tally;
  const wrong = failed + degraded + unknown;
  return (workKinds.has(kind) ? isShare(wrong, present, workShare) : wrong > 0) ? 'warning' : 'healthy';
}

/** What the GPUs of a site say of it, as machines do. */
export function judgeGpus(tally: KindTally): HealthStatus {
  return judgeByShare(gpuShare, tally);
}

/** What the links of a site say of it; `failed`: down, and nothing stands in for them. */
export function judgeLinks(tally: KindTally): HealthStatus {
  return judgeByShare(linkShare, tally);
}

function judgeByShare(share: number, { present, failed, degraded, unknown }: KindTally): HealthStatus {
  if (isShare(failed, present, share)) return 'critical';
  if (unknown > 0 && isShare(failed + unknown, present, share)) return 'unknown';
  return failed + degraded + unknown > 0 ? 'warning' : 'healthy';
}

function isShare(count: number, present: number, share: number): boolean {
  return count > 0 && count >= present * share;
}

function shareOf(kind: string): number | undefined {
  return sharesByKind.get(kind);
}
