import type { Interconnect } from '../../world/google-cloud/records/network';
import type { SideReading } from '../../world/links/link';
import { attachmentSeries, circuitSeries, sessionSeries, strandSeries, tunnelSeries } from './link-series';
import type { MetricSource } from './metric-source';

const bitsPerByte = 8;
const minuteSeconds = 60;
const gigabit = 1e9;

const sentBytes = ({ outBytesPerSecond }: SideReading) => Math.round(outBytesPerSecond * minuteSeconds);
const receivedBytes = ({ inBytesPerSecond }: SideReading) => Math.round(inBytesPerSecond * minuteSeconds);

interface Entry extends Omit<MetricSource, 'description' | 'resourceTypes' | 'labels' | 'kind'> {
  kind?: MetricSource['kind'];
  labels?: readonly string[];
  resourceType: string;
}

const define = ({ kind = 'GAUGE', labels = [], resourceType, ...rest }: Entry): MetricSource => ({
  ...rest,
  kind,
  labels,
  description: `${rest.displayName}.`,
  resourceTypes: [resourceType],
});

const vpn = (
  name: string,
  displayName: string,
  unit: string,
  series: MetricSource['series'],
  gauge = false,
): MetricSource =>
  define({
    type: `vpn.googleapis.com/${name}`,
    kind: gauge ? 'GAUGE' : 'DELTA',
    valueType: gauge ? 'DOUBLE' : 'INT64',
    unit,
    displayName,
    labels: ['tunnel_name', 'gateway_name'],
    resourceType: 'vpn_gateway',
    series,
  });

const interconnect = (
  name: string,
  displayName: string,
  shape: Pick<Entry, 'kind' | 'valueType' | 'unit' | 'labels' | 'resourceType'>,
  series: MetricSource['series'],
): MetricSource => define({ type: `interconnect.googleapis.com/network/${name}`, displayName, series, ...shape });

const attachmentShape = {
  kind: 'DELTA',
  valueType: 'INT64',
  unit: 'By',
  resourceType: 'interconnect_attachment',
} as const;
const dropShape = { ...attachmentShape, unit: '1', labels: ['drop_reason'] } as const;
const circuitShape = { valueType: 'BOOL', unit: '', resourceType: 'interconnect' } as const;
const strandShape = { ...circuitShape, labels: ['link_id'] } as const;
const opticalShape = { ...strandShape, valueType: 'DOUBLE', unit: 'dBm' } as const;

const linkGigabits = (circuit: Interconnect) => (circuit.linkType === 'LINK_TYPE_ETHERNET_100G_LR' ? 100 : 10);

export const linkMetrics: readonly MetricSource[] = [
  vpn(
    'tunnel_established',
    'Tunnel established',
    '1',
    tunnelSeries(({ isUp }) => (isUp ? 1 : 0)),
    true,
  ),
  vpn('network/sent_bytes_count', 'Sent bytes', 'By', tunnelSeries(sentBytes)),
  vpn('network/received_bytes_count', 'Received bytes', 'By', tunnelSeries(receivedBytes)),
  vpn(
    'network/dropped_sent_packets_count',
    'Outgoing packets dropped',
    '1',
    tunnelSeries(({ outDropsPerSecond }) => Math.round(outDropsPerSecond * minuteSeconds)),
  ),
  vpn(
    'network/dropped_received_packets_count',
    'Incoming packets dropped',
    '1',
    tunnelSeries(({ isUp, inDropsPerSecond }) => (isUp ? Math.round(inDropsPerSecond * minuteSeconds) : 0)),
  ),
  interconnect(
    'attachment/capacity',
    'Network capacity',
    { valueType: 'INT64', unit: 'By/s', resourceType: 'interconnect_attachment' },
    attachmentSeries((_, { bitsPerSecond }) => bitsPerSecond / bitsPerByte),
  ),
  interconnect('attachment/sent_bytes_count', 'Sent bytes', attachmentShape, attachmentSeries(sentBytes)),
  interconnect('attachment/received_bytes_count', 'Received bytes', attachmentShape, attachmentSeries(receivedBytes)),
  interconnect(
    'attachment/ingress_dropped_packets_count',
    'Ingress packets dropped',
    dropShape,
    attachmentSeries(() => 0, { drop_reason: 'BANDWIDTH_THROTTLE' }),
  ),
  interconnect(
    'attachment/egress_dropped_packets_count',
    'Egress packets dropped',
    dropShape,
    attachmentSeries(() => 0, { drop_reason: 'BANDWIDTH_THROTTLE' }),
  ),
  interconnect(
    'interconnect/operational',
    'Interconnect operational',
    circuitShape,
    circuitSeries(({ isUp }) => (isUp ? 1 : 0)),
  ),
  interconnect(
    'interconnect/capacity',
    'Interconnect capacity',
    { valueType: 'INT64', unit: 'By/s', resourceType: 'interconnect' },
    circuitSeries((_, circuit) => (circuit.links * linkGigabits(circuit) * gigabit) / bitsPerByte),
  ),
  interconnect(
    'interconnect/link/operational',
    'Circuit operational',
    strandShape,
    strandSeries((links, { link }, _, ms) => (links.read(link, ms).isUp ? 1 : 0)),
  ),
  interconnect(
    'interconnect/link/rx_power',
    'Circuit receive power',
    opticalShape,
    strandSeries((links, line, strand, ms) => links.lightAt(line, strand, ms)?.received ?? null),
  ),
  interconnect(
    'interconnect/link/tx_power',
    'Circuit transmit power',
    opticalShape,
    strandSeries((links, line, strand, ms) => links.lightAt(line, strand, ms)?.sent ?? null),
  ),
  define({
    type: 'router.googleapis.com/bgp/session_up',
    valueType: 'DOUBLE',
    unit: '1',
    displayName: 'BGP session status',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries(() => 1),
  }),
  define({
    type: 'router.googleapis.com/bgp/received_routes_count',
    valueType: 'INT64',
    unit: '1',
    displayName: 'BGP received routes',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries((links, { link, end }) => links.routesFrom({ link, end: end === 0 ? 1 : 0 })),
  }),
  define({
    type: 'router.googleapis.com/bgp/sent_routes_count',
    valueType: 'INT64',
    unit: '1',
    displayName: 'BGP sent routes',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries((links, line) => links.routesFrom(line)),
  }),
];
