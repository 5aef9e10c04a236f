import { type Connection, type ConnectionState, DescribeLagsCommand, type Lag } from '@aws-sdk/client-direct-connect';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isListedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { toCircuitLink, toGroupLink } from './links/circuit-link';
import { readConnections } from './links/circuits';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toLowerCaseTags } from './to-tags';

const operation = 'directconnect:DescribeConnections';
const listLags = 'directconnect:DescribeLags';

const states: Record<Exclude<ConnectionState, 'deleted' | 'unknown'>, LifecycleState> = {
  ordering: 'provisioning',
  requested: 'provisioning',
  pending: 'provisioning',
  available: 'active',
  down: 'failed',
  rejected: 'failed',
  deleting: 'deleting',
};

/**
 * Direct Connect connections, hosted ones included, and the aggregation groups that some of them are. The SDK has no paginator
 * for them; the API has pages.
 */
export const privateCircuits: KindReader = {
  kind: 'private-circuit',
  listing: operation,
  async read(context, faults) {
    const found = await readConnections(context, faults.listing);
    const present = found.filter(({ ownerAccount }) => isListedHere(context, ownerAccount));
    const lags = await readListing(context, faults.listing, {
      operation: listLags,
      send: (nextToken, options) =>
        context.clients.directConnect.send(new DescribeLagsCommand({ nextToken, maxResults: 100 }), options),
      listOf: (page) => page.lags,
      tokenOf: (page) => page.nextToken,
      identityOf: ({ lagId }) => lagId,
    });
    const own = lags.filter(
      ({ lagState, ownerAccount }) => lagState !== 'deleted' && isListedHere(context, ownerAccount),
    );
    return [
      ...toItems(operation, present, faults.listing, (connection) => toPrivateCircuit(context, connection)),
      ...toItems(listLags, own, faults.listing, (lag) => toAggregationGroup(context, lag)),
    ];
  },
};

export function toAggregationGroup(place: AwsPlace, lag: Lag): InventoryItem | null {
  const { lagId, lagName, lagState, connections = [] } = lag;
  if (lagId === undefined) return null;
  const nativeId = toArn(place, 'directconnect', `dxlag/${lagId}`);
  const name = lagName || lagId;
  const status = toLifecycle(states, lagState);
  const lines = connections.flatMap(({ connectionId }) =>
    connectionId === undefined ? [] : [toArn(place, 'directconnect', `dxcon/${connectionId}`)],
  );
  return {
    kind: 'private-circuit',
    nativeId,
    nativeType: 'AWS::DirectConnect::Lag',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status,
    nativeStatus: lagState ?? null,
    size: toGroupSize(lag),
    accelerators: [],
    tags: toLowerCaseTags(lag.tags),
    links: [toGroupLink(lag, { nativeId, name, status }, lines)],
    createdAt: null,
    detailed: true,
    raw: toRaw(lag),
  };
}

/** `2 × 10Gbps`. */
function toGroupSize({ numberOfConnections, connectionsBandwidth }: Lag): string | null {
  if (connectionsBandwidth === undefined) return null;
  return numberOfConnections ? `${numberOfConnections} × ${connectionsBandwidth}` : connectionsBandwidth;
}

export function toPrivateCircuit(place: AwsPlace, connection: Connection): InventoryItem | null {
  const { connectionId, connectionName, connectionState } = connection;
  if (connectionId === undefined) return null;
  const nativeId = toArn(place, 'directconnect', `dxcon/${connectionId}`);
  const name = connectionName || connectionId;
  const status = toLifecycle(states, connectionState);
  return {
    kind: 'private-circuit',
    nativeId,
    nativeType: 'AWS::DirectConnect::Connection',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status,
    nativeStatus: connectionState ?? null,
    size: connection.bandwidth ?? null,
    accelerators: [],
    tags: toLowerCaseTags(connection.tags),
    links: [toCircuitLink(place, connection, { nativeId, name, status })],
    createdAt: null,
    detailed: true,
    raw: toRaw(connection),
  };
}
