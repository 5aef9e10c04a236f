import { isOf } from '../../world/azure/records';
import type { CircuitPeering } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { SideReading } from '../../world/links/link';
import type { MetricDefinition, MetricLine, MetricNamespace } from './metric-definition';
import { linksOf, seen } from './seen';
import { steady, withLosses } from './wave';

const bitsPerByte = 8;

const sides = [
  { name: 'Primary-IPv4', key: 'primary' },
  { name: 'Secondary-IPv4', key: 'secondary' },
] as const;
const peeringTypes: Readonly<Record<CircuitPeering['name'], string>> = {
  AzurePrivatePeering: 'Private',
  MicrosoftPeering: 'Microsoft',
};

const bitsIn = ({ inBytesPerSecond }: SideReading) => Math.round(inBytesPerSecond * bitsPerByte);
const bitsOut = ({ outBytesPerSecond }: SideReading) => Math.round(outBytesPerSecond * bitsPerByte);
const nothing = () => 0;
const percentUp = ({ isUp }: SideReading) => (isUp ? 100 : 0);

/** What circuits tell: traffic in bits, and of each session whether it holds, in percent. */
export const circuitMetrics: MetricNamespace = {
  type: 'microsoft.network/expressroutecircuits',
  metrics: [
    perPeering('BitsInPerSecond', 'BitsPerSecond', bitsIn),
    perPeering('BitsOutPerSecond', 'BitsPerSecond', bitsOut),
    perPeering('QosDropBitsInPerSecond', 'BitsPerSecond', nothing),
    perPeering('QosDropBitsOutPerSecond', 'BitsPerSecond', nothing),
    perPeering('ArpAvailability', 'Percent', percentUp),
    perPeering('BgpAvailability', 'Percent', percentUp),
  ],
};

function perPeering(
  name: string,
  unit: MetricDefinition['unit'],
  pick: (reading: SideReading) => number,
): MetricDefinition {
  const isTraffic = unit === 'BitsPerSecond';
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: isTraffic ? ['PeeringType', 'DeviceRole'] : ['PeeringType', 'Peer'],
    lines(record, world) {
      if (!isOf('microsoft.network/expressroutecircuits', record)) return [];
      const links = linksOf(world);
      return record.peerings.flatMap((peering) =>
        sides.map((side): MetricLine => {
          const key = `${idOf(record)} ${peering.name} ${side.name} ${name}`;
          return {
            dimensions: { PeeringType: peeringTypes[peering.name], [isTraffic ? 'DeviceRole' : 'Peer']: side.name },
            sample: seen(links, peering[side.key], { key, minutes: 1 }, pick),
          };
        }),
      );
    },
  };
}

/** What ports tell: whether their lines are up, traffic in bits, and light in dBm under the label `Count`. */
export const portMetrics: MetricNamespace = {
  type: 'microsoft.network/expressrouteports',
  metrics: [
    perLink('LineProtocol', 'Count', ({ isUp }) => (isUp ? 1 : 0)),
    { ...perLink('AdminState', 'Count', nothing), lines: adminLines },
    perLink('PortBitsInPerSecond', 'BitsPerSecond', bitsIn),
    perLink('PortBitsOutPerSecond', 'BitsPerSecond', bitsOut),
    perLane('RxLightLevel', ({ received }) => received),
    perLane('TxLightLevel', ({ sent }) => sent),
  ],
};

const port = 'microsoft.network/expressrouteports';

function adminLines(record: Parameters<MetricDefinition['lines']>[0]): MetricLine[] {
  if (!isOf(port, record)) return [];
  return record.links.map(({ name, admin }) => ({
    dimensions: { Link: name },
    sample: steady(`${idOf(record)} ${name} AdminState`, admin === 'Enabled' ? 1 : 0),
  }));
}

function perLink(
  name: string,
  unit: MetricDefinition['unit'],
  pick: (reading: SideReading) => number,
): MetricDefinition {
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: ['Link'],
    lines(record, world) {
      if (!isOf(port, record)) return [];
      const links = linksOf(world);
      return record.links.map((link) => ({
        dimensions: { Link: link.name },
        sample: seen(links, link.line, { key: `${idOf(record)} ${link.name} ${name}`, minutes: 1 }, pick),
      }));
    },
  };
}

function perLane(name: string, pick: (light: { received: number; sent: number }) => number): MetricDefinition {
  return {
    name,
    unit: 'Count',
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: ['Link', 'Lane'],
    lines(record, world) {
      if (!isOf(port, record)) return [];
      const links = linksOf(world);
      return record.links.flatMap(({ name: link, line }) =>
        Array.from(
          { length: links.find(line.link).lanes ?? 0 },
          (_, lane): MetricLine => ({
            dimensions: { Link: link, Lane: String(lane) },
            sample: withLosses(`${idOf(record)} ${link} ${lane} ${name}`, (at) => {
              const light = links.lightAt(line, lane, at.getTime());
              return light === null ? null : pick(light);
            }),
          }),
        ),
      );
    },
  };
}
