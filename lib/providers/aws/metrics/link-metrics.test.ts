import type { Metric } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { directConnectMetrics } from './direct-connect-metrics';
import type { MetricGroup } from './metric-source';
import { toWantedSeries } from './to-wanted-series';
import { transitGatewayMetrics } from './transit-gateway-metrics';
import { vpnMetrics } from './vpn-metrics';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws-cn' };
const arn = (service: string, resource: string) => `arn:aws-cn:${service}:eu-west-1:111122223333:${resource}`;

const metricOf = (MetricName: string, dimensions: Record<string, string>): Metric => ({
  MetricName,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});
const attributesOf = async (group: MetricGroup, ...listed: Metric[]) =>
  (await toWantedSeries(listed, group, place, 100)).wanted.map(({ attributes }) => attributes);

describe('a metric of a link', () => {
  const tunnel = { VpnId: 'vpn-1', TunnelIpAddress: '203.0.113.17' };
  const connection = { ConnectionId: 'dxcon-1' };
  const virtualInterface = { ConnectionId: 'dxcon-1', VirtualInterfaceId: 'dxvif-1' };
  const attachment = { TransitGateway: 'tgw-1', TransitGatewayAttachment: 'tgw-attach-1' };
  const ofTunnel = { resource: arn('ec2', 'vpn-connection/vpn-1'), 'tunnel.address': '203.0.113.17' };
  const ofConnection = { resource: arn('directconnect', 'dxcon/dxcon-1') };
  const ofInterface = { resource: arn('directconnect', 'dxvif/dxvif-1') };
  const ofAttachment = { resource: arn('ec2', 'transit-gateway-attachment/tgw-attach-1') };

  it.each([
    [vpnMetrics, 'TunnelState', tunnel, ofTunnel],
    [vpnMetrics, 'TunnelDataOut', tunnel, { ...ofTunnel, direction: 'transmit' }],
    [directConnectMetrics, 'ConnectionState', connection, ofConnection],
    [
      directConnectMetrics,
      'ConnectionState',
      { ConnectionId: 'dxlag-1' },
      { resource: arn('directconnect', 'dxlag/dxlag-1') },
    ],
    [directConnectMetrics, 'ConnectionBpsIngress', connection, { ...ofConnection, direction: 'receive' }],
    [
      directConnectMetrics,
      'ConnectionLightLevelTx',
      { ...connection, OpticalLaneNumber: '2' },
      { ...ofConnection, lane: '2', direction: 'transmit' },
    ],
    [directConnectMetrics, 'VirtualInterfaceBpsEgress', virtualInterface, { ...ofInterface, direction: 'transmit' }],
    [
      directConnectMetrics,
      'VirtualInterfaceBgpStatus',
      { ...virtualInterface, IpAddressFamily: 'ipv6' },
      { ...ofInterface, 'address.family': 'ipv6' },
    ],
    [
      directConnectMetrics,
      'VirtualInterfaceBgpPrefixesAdvertised',
      { ...virtualInterface, IpAddressFamily: 'ipv4' },
      { ...ofInterface, 'address.family': 'ipv4', direction: 'advertised' },
    ],
    [transitGatewayMetrics, 'BytesIn', attachment, { ...ofAttachment, direction: 'receive' }],
    [transitGatewayMetrics, 'PacketDropCountNoRoute', attachment, { ...ofAttachment, reason: 'no-route' }],
    [transitGatewayMetrics, 'PacketDropCountTTLExpired', attachment, { ...ofAttachment, reason: 'ttl-expired' }],
  ])('names what the inventory has: %#', async (group, name, dimensions, attributes) => {
    expect(await attributesOf(group, metricOf(name, dimensions))).toEqual([attributes]);
  });

  it.each([
    ['of both tunnels together', vpnMetrics, 'TunnelState', { VpnId: 'vpn-1' }],
    ['of a tunnel of nobody knows which connection', vpnMetrics, 'TunnelState', { TunnelIpAddress: '203.0.113.17' }],
    ['of a connection’s interfaces together', directConnectMetrics, 'VirtualInterfaceBpsEgress', connection],
    ['of the sessions of both families together', directConnectMetrics, 'VirtualInterfaceBgpStatus', virtualInterface],
    ['of a whole gateway', transitGatewayMetrics, 'BytesIn', { TransitGateway: 'tgw-1' }],
    [
      'of a gateway in a zone',
      transitGatewayMetrics,
      'BytesIn',
      { TransitGateway: 'tgw-1', AvailabilityZone: 'use1-az1' },
    ],
    ['of an attachment in a zone', transitGatewayMetrics, 'BytesIn', { ...attachment, AvailabilityZone: 'use1-az1' }],
    ['that nobody reads', transitGatewayMetrics, 'PacketsIn', attachment],
  ])('is not read where it is %s', async (_, group, name, dimensions) => {
    expect(await attributesOf(group, metricOf(name, dimensions))).toEqual([]);
  });

  it('is counted once where an attachment is told with its gateway and without', async () => {
    const alone = metricOf('BytesIn', { TransitGatewayAttachment: 'tgw-attach-1' });
    const zones = ['use1-az1', 'use1-az2'].map((AvailabilityZone) =>
      metricOf('BytesIn', { TransitGatewayAttachment: 'tgw-attach-1', AvailabilityZone }),
    );
    const { wanted } = await toWantedSeries(
      [alone, ...zones, metricOf('BytesIn', attachment)],
      transitGatewayMetrics,
      place,
      100,
    );
    expect(wanted).toMatchObject([{ metrics: [metricOf('BytesIn', attachment)] }]);
  });
});
