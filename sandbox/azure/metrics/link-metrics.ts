import { type AzureRecord, isOf } from '../../world/azure/records';
import type { CircuitPeering, VpnConnection } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { AzureSnapshot } from '../../world/azure/world';
import type { MetricDefinition, MetricLine, MetricNamespace } from './metric-definition';
import { steady, wave, wholeWave } from './wave';

type Sample = MetricLine['sample'];

const sides = ['Primary-IPv4', 'Secondary-IPv4'] as const;
const peeringTypes: Readonly<Record<CircuitPeering['name'], string>> = {
  AzurePrivatePeering: 'Private',
  MicrosoftPeering: 'Microsoft',
};

/** What circuits tell: traffic in bits, and of each session whether it holds, in percent. */
export const circuitMetrics: MetricNamespace = {
  type: 'microsoft.network/expressroutecircuits',
  metrics: [
    perPeering('BitsInPerSecond', 'BitsPerSecond', (key, bits) =>
      wholeWave(key, { low: bits * 0.02, high: bits * 0.7 }),
    ),
    perPeering('BitsOutPerSecond', 'BitsPerSecond', (key, bits) =>
      wholeWave(key, { low: bits * 0.02, high: bits * 0.7 }),
    ),
    perPeering('QosDropBitsInPerSecond', 'BitsPerSecond', (key) => steady(key, 0)),
    perPeering('QosDropBitsOutPerSecond', 'BitsPerSecond', (key) => steady(key, 0)),
    perPeering('ArpAvailability', 'Percent', (key) => steady(key, 100)),
    perPeering('BgpAvailability', 'Percent', (key) => steady(key, 100)),
  ],
};

function perPeering(
  name: string,
  unit: MetricDefinition['unit'],
  sampleOf: (key: string, bitsPerSecond: number) => Sample,
): MetricDefinition {
  const isTraffic = unit === 'BitsPerSecond';
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: isTraffic ? ['PeeringType', 'DeviceRole'] : ['PeeringType', 'Peer'],
    lines(record) {
      if (!isOf('microsoft.network/expressroutecircuits', record)) return [];
      return record.peerings.flatMap((peering) =>
        sides.map((side): MetricLine => {
          const key = `${idOf(record)} ${peering.name} ${side} ${name}`;
          const bits = (record.bandwidthMbps * 1e6) / 2;
          return {
            dimensions: { PeeringType: peeringTypes[peering.name], [isTraffic ? 'DeviceRole' : 'Peer']: side },
            sample: peering.state === 'Enabled' ? sampleOf(key, bits) : steady(key, 0),
          };
        }),
      );
    },
  };
}

/** One receiver gets far less light than the others: its fibre is dirty. */
const dim = { port: 'erd-frankfurt', link: 'link2' } as const;

/** What ports tell: whether their lines are up, traffic in bits, and light in dBm under the label `Count`. */
export const portMetrics: MetricNamespace = {
  type: 'microsoft.network/expressrouteports',
  metrics: [
    perLink('LineProtocol', 'Count', false, (key) => steady(key, 1)),
    perLink('AdminState', 'Count', false, (key) => steady(key, 1)),
    perLink('PortBitsInPerSecond', 'BitsPerSecond', false, (key) => wholeWave(key, { low: 1e9, high: 6e10 })),
    perLink('PortBitsOutPerSecond', 'BitsPerSecond', false, (key) => wholeWave(key, { low: 1e9, high: 6e10 })),
    perLink('RxLightLevel', 'Count', true, (key, isDim) =>
      wave(key, isDim ? { low: -15.2, high: -14.1 } : { low: -2.9, high: -1.1 }),
    ),
    perLink('TxLightLevel', 'Count', true, (key) => wave(key, { low: -1.6, high: 0.4 })),
  ],
};

function perLink(
  name: string,
  unit: MetricDefinition['unit'],
  perLane: boolean,
  sampleOf: (key: string, isDim: boolean) => Sample,
): MetricDefinition {
  const lanes = perLane ? ['0', '1', '2', '3'] : [null];
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: perLane ? ['Link', 'Lane'] : ['Link'],
    lines(record) {
      if (!isOf('microsoft.network/expressrouteports', record)) return [];
      return record.links.flatMap((link) =>
        lanes.map((lane): MetricLine => {
          const isDim = record.name === dim.port && link.name === dim.link;
          return {
            dimensions: { Link: link.name, ...(lane === null ? {} : { Lane: lane }) },
            sample: sampleOf(`${idOf(record)} ${link.name} ${lane} ${name}`, isDim),
          };
        }),
      );
    },
  };
}

/** What VPN gateways tell, every five minutes: bandwidth in bytes a second, not bits, and each tunnel's traffic. */
export const gatewayMetrics: MetricNamespace = {
  type: 'microsoft.network/virtualnetworkgateways',
  metrics: [
    perTunnel('TunnelAverageBandwidth', 'BytesPerSecond', { low: 2e5, high: 9e7 }),
    perTunnel('TunnelIngressBytes', 'Bytes', { low: 6e7, high: 2.7e10 }, 'total'),
    perTunnel('TunnelEgressBytes', 'Bytes', { low: 6e7, high: 2.7e10 }, 'total'),
    perTunnel('TunnelIngressPacketDropCount', 'Count', { low: 0, high: 3 }, 'total'),
    perTunnel('TunnelEgressPacketDropCount', 'Count', { low: 0, high: 3 }, 'total'),
    {
      name: 'AverageBandwidth',
      unit: 'BytesPerSecond',
      aggregation: 'average',
      grainMinutes: 5,
      dimensions: ['Instance'],
      lines: (record) => [
        { dimensions: { Instance: instance }, sample: wholeWave(`${idOf(record)} all`, { low: 5e5, high: 2e8 }) },
      ],
    },
    {
      name: 'BgpPeerStatus',
      unit: 'Count',
      aggregation: 'average',
      grainMinutes: 5,
      dimensions: ['BgpPeerAddress', 'Instance'],
      lines: (record, world) =>
        connectionsOf(record, world).map((connection, index) => ({
          dimensions: { BgpPeerAddress: `169.254.21.${index * 4 + 2}`, Instance: instance },
          sample: steady(`${idOf(connection)} bgp`, connection.status === 'Connected' ? 1 : 0),
        })),
    },
  ],
};

const instance = 'GatewayTenantWorker_IN_0';

function perTunnel(
  name: string,
  unit: MetricDefinition['unit'],
  shape: { low: number; high: number },
  aggregation: MetricDefinition['aggregation'] = 'average',
): MetricDefinition {
  return {
    name,
    unit,
    aggregation,
    grainMinutes: 5,
    dimensions: ['ConnectionName', 'RemoteIP', 'Instance'],
    lines: (record, world) =>
      connectionsOf(record, world).map((connection, index) => {
        const key = `${idOf(connection)} ${name}`;
        return {
          dimensions: { ConnectionName: connection.name, RemoteIP: `198.51.100.${10 + index}`, Instance: instance },
          sample: connection.status === 'Connected' ? wholeWave(key, shape) : steady(key, 0),
        };
      }),
  };
}

function connectionsOf(gateway: AzureRecord, world: AzureSnapshot): VpnConnection[] {
  const id = idOf(gateway);
  return world
    .list('microsoft.network/connections')
    .flatMap(({ record }) => (isOf('microsoft.network/connections', record) && record.gateway === id ? [record] : []));
}
