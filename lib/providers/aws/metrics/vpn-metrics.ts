import { ofLink, receive, resourceOf, transmit } from './link-sources';
import { asIs, type Dimensions, type MetricGroup, type ToAttributes } from './metric-source';

const toConnection = resourceOf('VpnId', 'ec2', 'vpn-connection');

/** By its address outside; without one a metric is of both tunnels together. */
const toTunnel: ToAttributes = (dimensions: Dimensions, place) => {
  const connection = toConnection(dimensions, place);
  const { TunnelIpAddress: address } = dimensions;
  return connection && address ? { ...connection, 'tunnel.address': address } : null;
};

const tunnel = { dimension: 'TunnelIpAddress', identify: toTunnel };
/** Each value is what passed since the last one, which may be five minutes ago. */
const counted = { toUnit: asIs, countedOverSeconds: 300 } as const;

/** Tunnels of VPN connections. Bytes are counted while a tunnel is down too: keepalives and requests for routes. */
export const vpnMetrics: MetricGroup = {
  namespace: 'AWS/VPN',
  sources: [
    ofLink('TunnelState', 'link.state', tunnel, { toUnit: asIs }),
    ofLink('TunnelDataIn', 'link.io.rate', tunnel, { ...counted, further: receive }),
    ofLink('TunnelDataOut', 'link.io.rate', tunnel, { ...counted, further: transmit }),
  ],
};
