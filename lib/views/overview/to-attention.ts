import type { AttentionItem } from '@/lib/api/contracts/overview';
import type { Source } from '@/lib/api/contracts/sources';
import type { ResourceKind } from '@/lib/domain/resource';
import { judgeKind } from '@/lib/domain/site/kind-health';
import type { HealthStatus } from '@/lib/domain/status';
import type { ConnectionState } from '@/lib/store/inventory/collection-state';
import type { HeldScope } from '@/lib/store/inventory/held-scopes';
import { guardedVanishing } from '@/lib/store/inventory/settle-missing';
import type { LatestRuns } from '@/lib/store/runs/read-runs';
import { asSourceStands, toConnectionStatus } from '@/lib/views/connections/connection-status';
import { rankHealth } from './judge-site';
import { countKind } from './kind-words';
import type { InventorySum } from './sum-inventory';

export interface AttentionFacts {
  /** Only what the person may know of. */
  sources: Source[];
  connections: ConnectionState[];
  runs: Map<string, LatestRuns>;
  held: HeldScope[];
  sum: InventorySum;
  /** Of the sites that somebody described, by name. */
  titles: ReadonlyMap<string, string>;
  /** What budgets, cost anomalies and links have to say. */
  ownItems: readonly AttentionItem[];
}

/** What needs a person, the worst first and of equals the oldest. */
export function toAttention(facts: AttentionFacts, now: Date): AttentionItem[] {
  const items = [
    ...toConnectionItems(facts, now),
    ...toHeldItems(facts),
    ...toExpiredItems(facts),
    ...toStatusItems(facts, 'failed'),
    ...toStatusItems(facts, 'degraded'),
    ...facts.ownItems,
  ];
  return items.sort(
    (left, right) =>
      rankHealth(left.status) - rankHealth(right.status) || (left.since ?? '9').localeCompare(right.since ?? '9'),
  );
}

function toConnectionItems({ sources, connections, runs }: AttentionFacts, now: Date): AttentionItem[] {
  return sources.flatMap(({ connectionId, connectionName, gaps, lastReadAt, lastCompleteAt }) => {
    const connection = connections.find(({ id }) => id === connectionId);
    if (connection === undefined) return [];
    const { latest = null, lastEnded = null } = runs.get(connectionId) ?? {};
    // Gaps out of the person's reach are none to them.
    const ended = lastEnded && asSourceStands(lastEnded, gaps);
    // What is held has lines of its own, counted within the person's reach.
    const running = latest && { ...latest, counts: null };
    const facts = { ...connection, latest: running, lastEnded: ended };
    const { status, statusSentence, remedy } = toConnectionStatus(facts, now);
    if (status === 'healthy') return [];
    return [
      {
        status,
        title: titleOf[status](connectionName),
        detail: statusSentence,
        remedy,
        href: `/connections/${connectionId}`,
        since: status === 'warning' ? (lastCompleteAt ?? lastReadAt) : lastReadAt,
      },
    ];
  });
}

const titleOf: Record<HealthStatus, (name: string) => string> = {
  critical: (name) => `${name} cannot be read`,
  unknown: (name) => `${name} tells nothing now`,
  warning: (name) => `${name} is read in part`,
  'in-progress': (name) => `${name} is being read for the first time`,
  healthy: (name) => `${name} is read`,
};

/** What vanished at once from an account, when it is much or all of it: a thing or two more often went on purpose. */
function toHeldItems({ held, connections, sum }: AttentionFacts): AttentionItem[] {
  const byAccount = Map.groupBy(held, ({ connectionId, account }) => `${connectionId}\n${account}`);
  return [...byAccount.values()].flatMap((scopes) => {
    const [oldest] = scopes;
    if (oldest === undefined) return [];
    const { connectionId, account, heldAt } = oldest;
    const resources = scopes.reduce((total, scope) => total + scope.resources, 0);
    const present = sum.accounts.of(account);
    if (resources <= guardedVanishing && present !== undefined && resources < present) return [];
    const kinds = [...new Set(scopes.map(({ kind }) => kind))];
    const regions = [...new Set(scopes.map(({ region }) => region))];
    const [kind] = kinds.length === 1 ? kinds : ['resource'];
    return [
      {
        status: 'warning',
        title: `${countKind(kind ?? 'resource', resources)} vanished at once`,
        detail: `Account ${account}, ${regions.length === 1 ? regions[0] : `${regions.length} regions`}, read through ${nameOf(connections, connectionId)}. They are kept until a second complete read agrees.`,
        remedy: 'If they were removed on purpose, wait for the next read or ask for one now.',
        href: `/connections/${connectionId}`,
        since: heldAt.toISOString(),
      },
    ];
  });
}

/** Expired facts of connections that are read all the same: single scopes or resources that no read reaches. */
function toExpiredItems({ sum, sources, connections }: AttentionFacts): AttentionItem[] {
  return sum.expired.entries().flatMap(([connectionId, count]) => {
    const source = sources.find((one) => one.connectionId === connectionId);
    if (source === undefined || source.freshness === 'expired') return [];
    return [
      {
        status: 'unknown',
        title: `${count} ${count === 1 ? 'resource has' : 'resources have'} not been seen for too long`,
        detail: `No read of ${nameOf(connections, connectionId)} has reached them for more than six of its intervals; they no longer count.`,
        remedy: null,
        href: `/inventory?status=unknown&connection=${connectionId}`,
        since: null,
      },
    ];
  });
}

const sitesNamed = 3;

/** What failed or is degraded, by kind: critical where a site is for it. */
function toStatusItems({ sum, titles }: AttentionFacts, status: 'failed' | 'degraded'): AttentionItem[] {
  // What links have to say they say one by one.
  const others = [...sum[status]].filter(([kind]) => !isLinkKind(kind));
  return others.map(([kind, sites]) => {
    const count = sites.total();
    const names = sites.keys();
    const more = names.length - sitesNamed;
    const named = names.slice(0, sitesNamed).map((name) => titles.get(name) ?? name);
    return {
      status: status === 'failed' && isCriticalSomewhere(sum, kind) ? 'critical' : 'warning',
      title: `${countKind(kind, count)} ${status}`,
      detail: `At ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      remedy: null,
      href: `/inventory?kind=${kind}&status=${status}`,
      since: null,
    };
  });
}

const linkResources: readonly string[] = [
  'vpn-connection',
  'vpn-tunnel',
  'private-circuit',
  'circuit-port',
  'virtual-interface',
  'transit-attachment',
  'site-link',
] satisfies ResourceKind[];
const isLinkKind = (kind: string) => linkResources.includes(kind);

function isCriticalSomewhere({ sites }: InventorySum, kind: string): boolean {
  return [...sites.values()].some(({ kinds }) => {
    const tally = kinds.get(kind);
    return tally !== undefined && judgeKind(kind, tally) === 'critical';
  });
}

function nameOf(connections: ConnectionState[], id: string): string {
  return connections.find((connection) => connection.id === id)?.name ?? id;
}
