import {
  type CustomerGateway,
  DescribeCustomerGatewaysCommand,
  DescribeTransitGatewayAttachmentsCommand,
  type VpnConnection,
} from '@aws-sdk/client-ec2';
import type { ProviderError } from '../../../contract/provider-error';
import type { RegionContext } from '../../connect/region-context';
import { readListing } from '../read-listing';

/** What VPN connections do not tell of their own ends. What is not in it is not known. */
export interface VpnEnds {
  /** By their id. */
  customerGateways: ReadonlyMap<string, CustomerGateway>;
  /** Accounts that own the transit gateways of connections, by the connection's id; a gateway may be shared with another account. */
  transitOwners: ReadonlyMap<string | undefined, string>;
  /** Whether an account is read. */
  isRead(account: string): boolean;
}

/** The ends of these connections. What no connection needs is not asked for. */
export async function readVpnEnds(
  context: RegionContext,
  connections: readonly VpnConnection[],
  faults: ProviderError[],
): Promise<VpnEnds> {
  const [customerGateways, transitOwners] = await Promise.all([
    connections.some(({ CustomerGatewayId }) => CustomerGatewayId) ? readCustomerGateways(context, faults) : new Map(),
    connections.some(({ TransitGatewayId }) => TransitGatewayId) ? readTransitOwners(context, faults) : new Map(),
  ]);
  return { customerGateways, transitOwners, isRead: (account) => context.accounts.has(account) };
}

/** The API has no pages of them. */
async function readCustomerGateways(
  context: RegionContext,
  faults: ProviderError[],
): Promise<VpnEnds['customerGateways']> {
  const found = await readListing(context, faults, {
    operation: 'ec2:DescribeCustomerGateways',
    send: (_, options) => context.clients.ec2.send(new DescribeCustomerGatewaysCommand({}), options),
    listOf: (page) => page.CustomerGateways,
    identityOf: ({ CustomerGatewayId }) => CustomerGatewayId,
  });
  return new Map(
    found.flatMap((gateway): [string, CustomerGateway][] =>
      gateway.CustomerGatewayId === undefined ? [] : [[gateway.CustomerGatewayId, gateway]],
    ),
  );
}

/** Attachments of a gateway that another account owns are shown to the owner of what is attached. */
async function readTransitOwners(context: RegionContext, faults: ProviderError[]): Promise<VpnEnds['transitOwners']> {
  const found = await readListing(context, faults, {
    operation: 'ec2:DescribeTransitGatewayAttachments',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        new DescribeTransitGatewayAttachmentsCommand({
          NextToken,
          MaxResults: 1000,
          Filters: [{ Name: 'resource-type', Values: ['vpn'] }],
        }),
        options,
      ),
    listOf: (page) => page.TransitGatewayAttachments,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId,
  });
  return new Map(
    found.flatMap(({ ResourceType, ResourceId, TransitGatewayOwnerId }): [string, string][] =>
      ResourceType === 'vpn' && ResourceId && TransitGatewayOwnerId ? [[ResourceId, TransitGatewayOwnerId]] : [],
    ),
  );
}
