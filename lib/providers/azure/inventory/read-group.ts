import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import type { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import { toGatewayEnd } from './links/gateway-ends';
import { toPeeringPlace, withPeeringPlaces } from './links/peering-places';
import { type GatewayEnd, withGateways } from './links/vpn-connection-links';
import { type Deployment, toDeployment, withDeployments } from './machine-learning';
import { queryResources, unexpected } from './query-resources';
import { deploymentType, type TypeGroup, toQuery } from './resource-groups';
import { subscriptionOf, toResourceRow } from './resource-row';

/** What was read of one group of types in one subscription. */
export interface GroupRead {
  /** Those that were not told while the listing went on. */
  items: InventoryItem[];
  /** Rows the answers held, whatever became of them. */
  rows: number;
  /** Empty when the listing came to its end and every row could be read. */
  faults: ProviderError[];
}

/** What only the end of the listing completes: deployments may come after their endpoint, gateways and ports after links. */
const completedLate: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  'model-endpoint',
  'vpn-connection',
  'private-circuit',
  'virtual-interface',
]);

/**
 * Reads one group of types in one subscription; of a long listing, `tell` takes items off while it goes on. Throws only
 * when the session is aborted, or `tell` throws.
 */
export async function readGroup(
  context: AzureContext,
  subscription: string,
  group: TypeGroup,
  tell: (items: InventoryItem[]) => Promise<void>,
): Promise<GroupRead> {
  const late: InventoryItem[] = [];
  const faults: ProviderError[] = [];
  // Each is told once: a hostile page can hold a row of it millions of times.
  const addOnce = (code: string, problem: string) => {
    if (!faults.some((fault) => fault.code === code)) faults.push(unexpected(code, problem));
  };
  const deployments = new Map<string, Deployment>();
  const gateways = new Map<string, GatewayEnd>();
  const places = new Map<string, string>();
  const toItems = (document: unknown): InventoryItem[] => {
    const row = toResourceRow(document);
    if (row === null) {
      addOnce('IdentityMissing', 'listed a resource without its id or type');
      return [];
    }
    if (subscriptionOf(row.id) !== subscription) {
      addOnce('ForeignRow', 'listed a resource of another subscription than it was asked for');
      return [];
    }
    if (row.type === deploymentType) deployments.set(row.id, toDeployment(row));
    const gateway = toGatewayEnd(row);
    if (gateway !== null) gateways.set(row.id, gateway);
    const place = toPeeringPlace(row);
    if (place !== null) places.set(row.id, place);
    const mapRow = Object.hasOwn(group.types, row.type) ? group.types[row.type] : undefined;
    return mapRow?.(row) ?? [];
  };
  const {
    items: rest,
    rows,
    fault,
  } = await queryResources(context, {
    subscription,
    query: toQuery(group),
    toItems: (page) => page.flatMap(toItems),
    spill: async (held: InventoryItem[]) => {
      late.push(...held.filter(({ kind }) => completedLate.has(kind)));
      await tell(held.filter(({ kind }) => !completedLate.has(kind)));
    },
  });
  if (fault !== null) faults.push(fault);
  const items = withPeeringPlaces(withGateways([...late, ...rest], gateways), places);
  // Deployments that were not listed may be missing, and a part is not the sum.
  return { items: faults.length > 0 ? items : withDeployments(items, [...deployments.values()]), rows, faults };
}
