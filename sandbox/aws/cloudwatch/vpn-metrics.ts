import type { SideReading } from '../../world/links/link';
import { meanOver, ofLinks } from './link-metric';
import type { MetricSource } from './metric-source';

const everyMinutes = 5;
const stretchSeconds = everyMinutes * 60;

/** Readers are known to ask by connection, by tunnel and by both. */
const dimensionSets = [['VpnId'], ['TunnelIpAddress'], ['VpnId', 'TunnelIpAddress']];

/** What VPN connections tell of their tunnels, every five minutes: bytes since the value before. */
export const vpnMetrics: readonly MetricSource[] = [
  metric('TunnelState', 'None', ({ isUp }) => (isUp ? 1 : 0)),
  metric('TunnelDataIn', 'Bytes', ({ inBytesPerSecond }) => inBytesPerSecond * stretchSeconds),
  metric('TunnelDataOut', 'Bytes', ({ outBytesPerSecond }) => outBytesPerSecond * stretchSeconds),
];

function metric(name: string, unit: MetricSource['unit'], pick: (reading: SideReading) => number): MetricSource {
  return ofLinks({
    namespace: 'AWS/VPN',
    name,
    unit,
    dimensionSets,
    everyMinutes,
    parts: ['tunnel'],
    read(link, ms) {
      const value = meanOver(link, ms, everyMinutes, pick);
      return [{ labels: link.labels, value: unit === 'Bytes' ? Math.round(value) : value }];
    },
  });
}
