import type { Connection, ConnectionState } from '@aws-sdk/client-direct-connect';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isListedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { toCircuitLink } from './links/circuit-link';
import { readConnections } from './links/circuits';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toLowerCaseTags } from './to-tags';

const operation = 'directconnect:DescribeConnections';

const states: Record<Exclude<ConnectionState, 'deleted' | 'unknown'>, LifecycleState> = {
  ordering: 'provisioning',
  requested: 'provisioning',
  pending: 'provisioning',
  available: 'active',
  down: 'failed',
  rejected: 'failed',
  deleting: 'deleting',
};

/** Direct Connect connections, hosted ones included. The SDK has no paginator for them; the API has pages. */
export const privateCircuits: KindReader = {
  kind: 'private-circuit',
  listing: operation,
  async read(context, faults) {
    const found = await readConnections(context, faults.listing);
    const present = found.filter(({ ownerAccount }) => isListedHere(context, ownerAccount));
    return toItems(operation, present, faults.listing, (connection) => toPrivateCircuit(context, connection));
  },
};

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
