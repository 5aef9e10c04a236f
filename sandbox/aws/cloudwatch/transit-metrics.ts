import type { SideReading } from '../../world/links/link';
import { meanOver, ofLinks } from './link-metric';
import type { MetricSource } from './metric-source';

const seconds = 60;
/** Of a packet that finds no way: most are attempts to connect. */
const droppedBytes = 120;

/** By gateway, by attachment, and by both, as readers are known to ask. */
const dimensionSets = [
  ['TransitGateway'],
  ['TransitGatewayAttachment'],
  ['TransitGateway', 'TransitGatewayAttachment'],
];

/** What transit gateways tell every minute of what they took from their attachments and sent to them. */
export const transitMetrics: readonly MetricSource[] = [
  metric('BytesIn', 'Bytes', ({ inBytesPerSecond }) => inBytesPerSecond * seconds),
  metric('BytesOut', 'Bytes', ({ outBytesPerSecond }) => outBytesPerSecond * seconds),
  metric('PacketsIn', 'Count', ({ inPacketsPerSecond }) => inPacketsPerSecond * seconds),
  metric('PacketsOut', 'Count', ({ outPacketsPerSecond }) => outPacketsPerSecond * seconds),
  // A route whose attachment is down is a black hole until it is withdrawn.
  metric('PacketDropCountBlackhole', 'Count', ({ isUp, outDropsPerSecond }) =>
    isUp ? 0 : outDropsPerSecond * seconds,
  ),
  metric('BytesDropCountBlackhole', 'Bytes', ({ isUp, outDropsPerSecond }) =>
    isUp ? 0 : outDropsPerSecond * seconds * droppedBytes,
  ),
  metric('PacketDropCountNoRoute', 'Count', () => 0),
  metric('BytesDropCountNoRoute', 'Bytes', () => 0),
  metric('PacketDropCountTTLExpired', 'Count', () => 0),
];

function metric(name: string, unit: MetricSource['unit'], pick: (reading: SideReading) => number): MetricSource {
  return ofLinks({
    namespace: 'AWS/TransitGateway',
    name,
    unit,
    dimensionSets,
    everyMinutes: 1,
    parts: ['attachment'],
    read: (link, ms) => [{ labels: link.labels, value: Math.round(meanOver(link, ms, 1, pick)) }],
  });
}
