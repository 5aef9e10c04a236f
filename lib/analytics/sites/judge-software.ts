import type { ProviderId } from '@/lib/domain/provider';
import {
  type SoftwareComponent,
  type SoftwareFacts,
  softwareComponents,
  type UpgradeReason,
  upgradeReasons,
} from '@/lib/domain/site/software';
import { isOlderMinor } from './version-order';

/** A piece of software as one resource was told to run it. */
export interface ToldSoftware {
  resourceId: string;
  connectionId: string;
  provider: ProviderId;
  name: string;
  account: string;
  region: string;
  /** Many of a kind that stand for each other: those of one cluster and version are told together. */
  isMachine: boolean;
  facts: SoftwareFacts;
  /** When its source last told of it. */
  at: Date;
}

export interface Upgrade {
  reason: UpgradeReason;
  to: string | null;
  basis: 'stated' | 'derived';
  says: string;
}

/** Software in one version, of one resource or of all machines of a cluster that run it. */
export interface JudgedSoftware {
  component: SoftwareComponent;
  /** Of machines their cluster; null: of machines of none. */
  runsOn: string | null;
  resourceId: string | null;
  version: string | null;
  /** Null: it is no machine's. */
  machines: number | null;
  channel: string | null;
  upgrade: Upgrade | null;
  supportEndsAt: Date | null;
  connectionId: string;
  provider: ProviderId;
  /** When the oldest that it rests on was told. */
  at: Date;
}

const supportWarningMs = 90 * 86_400_000;

/** What of a cluster its nodes may not run a newer version than. */
const controlPlanes: Partial<Record<SoftwareComponent, SoftwareComponent>> = { kubelet: 'kubernetes', slurm: 'slurm' };

/**
 * Software with the upgrades that wait: those its source names, those that follow from its own dates, and nodes that run an
 * older minor version than the control plane of their own cluster. What is newest in the world nobody is asked. Those to
 * upgrade come first, then in the order of the components.
 */
export function judgeSoftware(told: readonly ToldSoftware[], now: Date): JudgedSoftware[] {
  const planes = toControlPlanes(told);
  const groups = Map.groupBy(told, (one) =>
    one.isMachine ? toMachineKey(one) : `${one.resourceId}\n${one.facts.component}`,
  );
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { connectionId, provider, facts } = first;
    const { component, version, channel, supportEndsAt } = facts;
    const line = {
      component,
      runsOn: first.isMachine ? facts.cluster : first.name,
      resourceId: first.isMachine && group.length > 1 ? null : first.resourceId,
      version,
      machines: first.isMachine ? group.length : null,
      channel,
      supportEndsAt,
      connectionId,
      provider,
      at: new Date(Math.min(...group.map(({ at }) => at.getTime()))),
    };
    return [{ ...line, upgrade: toUpgrade(first, group.length, planes.get(toPlaneKey(first)) ?? null, now) }];
  });
  return lines.sort(
    (left, right) =>
      rankUpgrade(left.upgrade) - rankUpgrade(right.upgrade) ||
      softwareComponents.indexOf(left.component) - softwareComponents.indexOf(right.component) ||
      compareText(left.runsOn ?? '', right.runsOn ?? '') ||
      compareText(left.version ?? '', right.version ?? ''),
  );
}

function toMachineKey({ connectionId, account, region, facts }: ToldSoftware): string {
  const { component, version, available, channel, supportEndsAt, cluster } = facts;
  return JSON.stringify([
    connectionId,
    account,
    region,
    cluster,
    component,
    version,
    available,
    channel,
    supportEndsAt,
  ]);
}

/** Versions of control planes by their cluster; of two clusters of one name nobody knows which is meant. */
function toControlPlanes(told: readonly ToldSoftware[]): Map<string, string> {
  const versions = new Map<string, Set<string>>();
  for (const one of told) {
    const { component, version, cluster } = one.facts;
    if (one.isMachine || cluster !== null || version === null) continue;
    const key = toKey(one, one.name, component);
    versions.set(key, (versions.get(key) ?? new Set()).add(version));
  }
  return new Map(
    [...versions].flatMap(([key, [version, ...others]]): [string, string][] =>
      version === undefined || others.length > 0 ? [] : [[key, version]],
    ),
  );
}

function toPlaneKey(one: ToldSoftware): string {
  const plane = controlPlanes[one.facts.component];
  return one.facts.cluster === null || plane === undefined ? '' : toKey(one, one.facts.cluster, plane);
}

function toKey({ connectionId, account, region }: ToldSoftware, cluster: string, component: SoftwareComponent): string {
  return [connectionId, account, region, cluster, component].join('\n');
}

function toUpgrade({ facts, isMachine }: ToldSoftware, count: number, plane: string | null, now: Date): Upgrade | null {
  const { version, available, supportEndsAt } = facts;
  const left = supportEndsAt === null ? null : supportEndsAt.getTime() - now.getTime();
  const day = supportEndsAt?.toISOString().slice(0, 10);
  if (left !== null && left <= 0)
    return { reason: 'support-ended', to: available, basis: 'derived', says: `Its support ended on ${day}.` };
  if (version !== null && available !== null && available !== version)
    return { reason: 'newer-release', to: available, basis: 'stated', says: `Its source offers ${available}.` };
  if (version !== null && plane !== null && isOlderMinor(version, plane)) {
    const nodes = isMachine ? `${count} ${count === 1 ? 'node runs' : 'nodes run'}` : 'Its nodes run';
    const says = `${nodes} ${version}, the control plane of the cluster ${plane}.`;
    return { reason: 'behind-control-plane', to: plane, basis: 'derived', says };
  }
  if (left !== null && left <= supportWarningMs)
    return { reason: 'support-ends', to: available, basis: 'derived', says: `Its support ends on ${day}.` };
  return null;
}

function rankUpgrade(upgrade: Upgrade | null): number {
  return upgrade === null ? upgradeReasons.length : upgradeReasons.indexOf(upgrade.reason);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
