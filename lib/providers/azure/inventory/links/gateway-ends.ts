import { z } from 'zod';
import { list, part, readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { asn } from './link-fields';
import type { GatewayEnd } from './vpn-connection-links';

/** Somebody's own gateway as Azure was told of it; no thing of Azure's. */
export const localGatewayType = 'microsoft.network/localnetworkgateways';
const gatewayType = 'microsoft.network/virtualnetworkgateways';

const bgpSchema = { asn, bgpPeeringAddress: text, bgpPeeringAddresses: list };
const gatewaySchema = z.object({ gatewayIpAddress: text, bgpSettings: part(bgpSchema) });
const addressesSchema = z.object({ tunnelIpAddresses: z.array(z.string().min(1)).optional().catch(undefined) });

/** What the gateways among the rows say of themselves; null for any other row. */
export function toGatewayEnd(row: ResourceRow): GatewayEnd | null {
  if (row.type !== localGatewayType && row.type !== gatewayType) return null;
  const { gatewayIpAddress, bgpSettings } = readFields(gatewaySchema, row.properties);
  const addresses = (bgpSettings?.bgpPeeringAddresses ?? []).flatMap(
    (document) => readFields(addressesSchema, document).tunnelIpAddresses ?? [],
  );
  return {
    addresses:
      row.type === gatewayType ? [...new Set(addresses)] : gatewayIpAddress === undefined ? [] : [gatewayIpAddress],
    asn: bgpSettings?.asn ?? null,
    peeringAddress: bgpSettings?.bgpPeeringAddress ?? null,
  };
}
