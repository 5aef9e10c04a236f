import { type Connection, DescribeConnectionsCommand } from '@aws-sdk/client-direct-connect';
import type { ProviderError } from '../../../contract/provider-error';
import type { RegionContext } from '../../connect/region-context';
import { isListedHere } from '../is-listed-here';
import { readListing } from '../read-listing';
import { toArn } from '../to-arn';

/** Native ids of the circuit behind the id of a connection or an aggregation group; what is not in it is not known. */
export type Circuits = ReadonlyMap<string, readonly string[]>;

/** Every Direct Connect connection that the account is shown, hosted ones included, until it is deleted. */
export async function readConnections(context: RegionContext, faults: ProviderError[]): Promise<Connection[]> {
  const found = await readListing(context, faults, {
    operation: 'directconnect:DescribeConnections',
    send: (nextToken, options) =>
      context.clients.directConnect.send(new DescribeConnectionsCommand({ nextToken, maxResults: 100 }), options),
    listOf: (page) => page.connections,
    tokenOf: (page) => page.nextToken,
    identityOf: ({ connectionId }) => connectionId,
  });
  return found.filter(({ connectionState }) => connectionState !== 'deleted');
}

/**
 * The circuits that virtual interfaces of the account can ride on. One that the account is not shown is of an owner who is
 * not told, so its native id cannot be known.
 */
export function toCircuits(context: RegionContext, connections: readonly Connection[]): Circuits {
  const circuits = new Map<string, readonly string[]>();
  for (const { connectionId, lagId, ownerAccount } of connections) {
    if (connectionId === undefined) continue;
    const account = isListedHere(context, ownerAccount) ? context.account : (ownerAccount ?? context.account);
    const nativeId = toArn({ ...context, account }, 'directconnect', `dxcon/${connectionId}`);
    circuits.set(connectionId, [nativeId]);
    if (lagId) circuits.set(lagId, [toArn({ ...context, account }, 'directconnect', `dxlag/${lagId}`)]);
  }
  return circuits;
}
