import { ofLink, receive, resourceOf, transmit } from './link-sources';
import { asIs, type Dimensions, type MetricGroup, type ToAttributes, told } from './metric-source';

/** An aggregation group is measured like a connection, and goes by an id of its own there. */
const ofConnection: ToAttributes = (dimensions: Dimensions, place) =>
  resourceOf(
    'ConnectionId',
    'directconnect',
    dimensions.ConnectionId?.startsWith('dxlag-') ? 'dxlag' : 'dxcon',
  )(dimensions, place);
const ofInterface = resourceOf('VirtualInterfaceId', 'directconnect', 'dxvif');

const connection = { dimension: 'ConnectionId', identify: ofConnection };
const virtualInterface = { dimension: 'VirtualInterfaceId', identify: ofInterface };

/** By the lane: a connection of 100 Gbit/s has four. */
const toLane: ToAttributes = (dimensions: Dimensions, place) => {
  const line = ofConnection(dimensions, place);
  return line && { ...line, ...told('lane', dimensions.OpticalLaneNumber) };
};
/** By the family of addresses, each of which has a session of its own; without one a metric is of both. */
const toSession: ToAttributes = (dimensions: Dimensions, place) => {
  const line = ofInterface(dimensions, place);
  const { IpAddressFamily: family } = dimensions;
  return line && family ? { ...line, 'address.family': family } : null;
};
const optics = { dimension: 'ConnectionId', identify: toLane };
const session = { dimension: 'IpAddressFamily', identify: toSession };

const fromBits = (value: number): number => value / 8;

/** Direct Connect: mostly levels of five minutes, bits where others write bytes. Errors are counted since the last value. */
export const directConnectMetrics: MetricGroup = {
  namespace: 'AWS/DX',
  sources: [
    ofLink('ConnectionState', 'link.state', connection, { toUnit: asIs }),
    ofLink('ConnectionBpsIngress', 'link.io.rate', connection, { toUnit: fromBits, further: receive }),
    ofLink('ConnectionBpsEgress', 'link.io.rate', connection, { toUnit: fromBits, further: transmit }),
    ofLink('VirtualInterfaceBgpStatus', 'link.bgp.state', session, { toUnit: asIs }),
    ofLink('VirtualInterfaceBpsIngress', 'link.io.rate', virtualInterface, { toUnit: fromBits, further: receive }),
    ofLink('VirtualInterfaceBpsEgress', 'link.io.rate', virtualInterface, { toUnit: fromBits, further: transmit }),
    ofLink('VirtualInterfaceBgpPrefixesAccepted', 'link.bgp.prefixes', session, {
      toUnit: asIs,
      further: { direction: 'accepted' },
    }),
    ofLink('VirtualInterfaceBgpPrefixesAdvertised', 'link.bgp.prefixes', session, {
      toUnit: asIs,
      further: { direction: 'advertised' },
    }),
    ofLink('ConnectionErrorCount', 'link.errors', connection, { toUnit: asIs, countedOverSeconds: 300 }),
    ofLink('ConnectionLightLevelRx', 'link.optical.power', optics, { toUnit: asIs, further: receive }),
    ofLink('ConnectionLightLevelTx', 'link.optical.power', optics, { toUnit: asIs, further: transmit }),
    ofLink('ConnectionDiscardsPpsEgress', 'link.packet.drop.rate', connection, { toUnit: asIs, further: transmit }),
    ofLink('ConnectionPpsIngress', 'link.packet.rate', connection, { toUnit: asIs, further: receive }),
    ofLink('ConnectionPpsEgress', 'link.packet.rate', connection, { toUnit: asIs, further: transmit }),
  ],
};
