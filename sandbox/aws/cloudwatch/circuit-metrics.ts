import type { SideReading } from '../../world/links/link';
import { meanOver, ofLinks } from './link-metric';
import type { LinkPart, MeasuredLink } from './measured-links';
import type { Emission, MetricSource } from './metric-source';

const everyMinutes = 5;
const bitsPerByte = 8;
const namespace = 'AWS/DX';
const lines = ['circuit', 'bundle'] as const satisfies readonly LinkPart[];

/** What Direct Connect tells of its lines and their bundles, every five minutes: means, and errors since the value before. */
export const circuitMetrics: readonly MetricSource[] = [
  ofLine('ConnectionState', 'None', lines, ({ isUp }) => (isUp ? 1 : 0)),
  ofLine('ConnectionBpsIngress', 'Bits/Second', lines, ({ inBytesPerSecond }) => inBytesPerSecond * bitsPerByte),
  ofLine('ConnectionBpsEgress', 'Bits/Second', lines, ({ outBytesPerSecond }) => outBytesPerSecond * bitsPerByte),
  ofLine('ConnectionPpsIngress', 'Count/Second', lines, ({ inPacketsPerSecond }) => inPacketsPerSecond),
  ofLine('ConnectionPpsEgress', 'Count/Second', lines, ({ outPacketsPerSecond }) => outPacketsPerSecond),
  ofLine('ConnectionDiscardsPpsEgress', 'Count/Second', ['circuit'], ({ isUp, outDropsPerSecond }) =>
    isUp ? outDropsPerSecond : 0,
  ),
  ofLine('ConnectionErrorCount', 'Count', ['circuit'], ({ errorsPerSecond }) =>
    Math.round(errorsPerSecond * everyMinutes * 60),
  ),
  // No line is encrypted.
  ofLine('ConnectionEncryptionState', 'None', lines, () => 0),
  ofLight('ConnectionLightLevelRx', ({ received }) => received),
  ofLight('ConnectionLightLevelTx', ({ sent }) => sent),
];

/** What it tells of what rides on them; of sessions also by the family of their addresses. */
export const interfaceMetrics: readonly MetricSource[] = [
  ofInterface('VirtualInterfaceBpsIngress', 'Bits/Second', ({ inBytesPerSecond }) => inBytesPerSecond * bitsPerByte),
  ofInterface('VirtualInterfaceBpsEgress', 'Bits/Second', ({ outBytesPerSecond }) => outBytesPerSecond * bitsPerByte),
  ofInterface('VirtualInterfacePpsIngress', 'Count/Second', ({ inPacketsPerSecond }) => inPacketsPerSecond),
  ofInterface('VirtualInterfacePpsEgress', 'Count/Second', ({ outPacketsPerSecond }) => outPacketsPerSecond),
  ofSession('VirtualInterfaceBgpStatus', 'None', () => 1),
  ofSession('VirtualInterfaceBgpPrefixesAccepted', 'Count', ({ world, side }) =>
    world.routesFrom({ link: side.link, end: side.end === 0 ? 1 : 0 }),
  ),
  ofSession('VirtualInterfaceBgpPrefixesAdvertised', 'Count', ({ world, side }) => world.routesFrom(side)),
];

type Unit = MetricSource['unit'];
type Pick = (reading: SideReading) => number;

function ofLine(name: string, unit: Unit, parts: readonly LinkPart[], pick: Pick): MetricSource {
  return averaged(name, unit, parts, [['ConnectionId']], (link, ms) => meanOver(link, ms, everyMinutes, pick));
}

function ofInterface(name: string, unit: Unit, pick: Pick): MetricSource {
  const sets = [['ConnectionId', 'VirtualInterfaceId']];
  return averaged(name, unit, ['interface'], sets, (link, ms) => meanOver(link, ms, everyMinutes, pick));
}

/** A value of a session, which is nought while it is down. */
function ofSession(name: string, unit: Unit, pick: (link: MeasuredLink) => number): MetricSource {
  const pair = ['ConnectionId', 'VirtualInterfaceId'];
  return averaged(name, unit, ['interface'], [pair, [...pair, 'IpAddressFamily']], (link, ms) =>
    meanOver(link, ms, everyMinutes, ({ isUp }) => (isUp ? pick(link) : 0)),
  );
}

function averaged(
  name: string,
  unit: Unit,
  parts: readonly LinkPart[],
  dimensionSets: MetricSource['dimensionSets'],
  valueAt: (link: MeasuredLink, ms: number) => number,
): MetricSource {
  return ofLinks({
    namespace,
    name,
    unit,
    dimensionSets,
    everyMinutes,
    parts,
    read: (link, ms) => [{ labels: link.labels, value: valueAt(link, ms) }],
  });
}

/** Light in dBm, which the service has no unit for, by lane. */
function ofLight(name: string, pick: (light: { received: number; sent: number }) => number): MetricSource {
  return ofLinks({
    namespace,
    name,
    unit: 'None',
    dimensionSets: [['ConnectionId', 'OpticalLaneNumber']],
    everyMinutes,
    parts: ['circuit'],
    read({ world, side, labels }, ms) {
      const { lanes } = world.find(side.link);
      return Array.from({ length: lanes ?? 0 }, (_, lane): Emission[] => {
        const light = world.lightAt(side, lane, ms);
        return light === null
          ? []
          : [{ labels: { ...labels, OpticalLaneNumber: String(lane) }, value: Math.round(pick(light) * 100) / 100 }];
      }).flat();
    },
  });
}
