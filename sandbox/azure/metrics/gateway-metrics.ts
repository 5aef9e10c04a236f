import { type AzureRecord, isOf } from '../../world/azure/records';
import type { VpnConnection } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { AzureSnapshot } from '../../world/azure/world';
import type { SideReading } from '../../world/links/link';
import type { MetricDefinition, MetricLine, MetricNamespace } from './metric-definition';
import { linksOf, seen } from './seen';

const grainMinutes = 5;
const grainSeconds = grainMinutes * 60;

const bothWays = ({ inBytesPerSecond, outBytesPerSecond }: SideReading) => inBytesPerSecond + outBytesPerSecond;

/** What VPN gateways tell, every five minutes: bandwidth in bytes a second, not bits, and each tunnel's traffic. */
export const gatewayMetrics: MetricNamespace = {
  type: 'microsoft.network/virtualnetworkgateways',
  metrics: [
    perTunnel('TunnelAverageBandwidth', 'BytesPerSecond', bothWays),
    perTunnel('TunnelIngressBytes', 'Bytes', ({ inBytesPerSecond }) => inBytesPerSecond * grainSeconds, 'total'),
    perTunnel('TunnelEgressBytes', 'Bytes', ({ outBytesPerSecond }) => outBytesPerSecond * grainSeconds, 'total'),
    perTunnel(
      'TunnelIngressPacketDropCount',
      'Count',
      ({ isUp, inDropsPerSecond }) => (isUp ? inDropsPerSecond * grainSeconds : 0),
      'total',
    ),
    perTunnel(
      'TunnelEgressPacketDropCount',
      'Count',
      ({ isUp, outDropsPerSecond }) => (isUp ? outDropsPerSecond * grainSeconds : 0),
      'total',
    ),
    {
      name: 'AverageBandwidth',
      unit: 'BytesPerSecond',
      aggregation: 'average',
      grainMinutes,
      dimensions: ['Instance'],
      lines: (record, world) => instancesOf(record).map((instance) => lineOfInstance(record, world, instance)),
    },
    {
      name: 'BgpPeerStatus',
      unit: 'Count',
      aggregation: 'average',
      grainMinutes,
      dimensions: ['BgpPeerAddress', 'Instance'],
      lines: (record, world) =>
        connectionsOf(record, world).map((connection) => ({
          dimensions: {
            BgpPeerAddress: connection.remotePeeringAddress,
            Instance: instanceName(connection.instance),
          },
          sample: sampleOf(connection, world, 'bgp', ({ isUp }) => (isUp ? 1 : 0)),
        })),
    },
  ],
};

function perTunnel(
  name: string,
  unit: MetricDefinition['unit'],
  pick: (reading: SideReading) => number,
  aggregation: MetricDefinition['aggregation'] = 'average',
): MetricDefinition {
  return {
    name,
    unit,
    aggregation,
    grainMinutes,
    dimensions: ['ConnectionName', 'RemoteIP', 'Instance'],
    lines: (record, world) =>
      connectionsOf(record, world).map((connection) => ({
        dimensions: {
          ConnectionName: connection.name,
          RemoteIP: connection.remoteAddress,
          Instance: instanceName(connection.instance),
        },
        sample: whole(sampleOf(connection, world, name, pick)),
      })),
  };
}

/** What the tunnels of an instance carry together. */
function lineOfInstance(record: AzureRecord, world: AzureSnapshot, instance: number): MetricLine {
  const samples = connectionsOf(record, world)
    .filter((connection) => connection.instance === instance)
    .map((connection) => sampleOf(connection, world, 'AverageBandwidth', bothWays));
  return {
    dimensions: { Instance: instanceName(instance) },
    sample(at) {
      const values = samples.flatMap((sample) => sample(at) ?? []);
      return values.length < samples.length ? null : Math.round(values.reduce((sum, value) => sum + value, 0));
    },
  };
}

function sampleOf(
  connection: VpnConnection,
  world: AzureSnapshot,
  name: string,
  pick: (reading: SideReading) => number,
): MetricLine['sample'] {
  const key = `${idOf(connection)} ${name}`;
  return seen(linksOf(world), connection.line, { key, minutes: grainMinutes }, pick);
}

function whole(sample: MetricLine['sample']): MetricLine['sample'] {
  return (at) => {
    const value = sample(at);
    return value === null ? null : Math.round(value);
  };
}

function instancesOf(record: AzureRecord): number[] {
  return isOf('microsoft.network/virtualnetworkgateways', record) && record.purpose === 'vpn'
    ? record.instances.map((_, index) => index)
    : [];
}

function instanceName(instance: number): string {
  return `GatewayTenantWorker_IN_${instance}`;
}

function connectionsOf(gateway: AzureRecord, world: AzureSnapshot): VpnConnection[] {
  const id = idOf(gateway);
  return world
    .list('microsoft.network/connections')
    .flatMap(({ record }) =>
      isOf('microsoft.network/connections', record) && record.purpose === 'vpn' && record.gateway === id
        ? [record]
        : [],
    );
}
