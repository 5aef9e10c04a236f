import { activityOf } from '../../world/google-cloud/activity';
import { projects, regionOf } from '../../world/google-cloud/geography';
import { circuitCut, cutCircuit } from '../../world/google-cloud/incidents/windows';
import { computeName, lastPartOf } from '../../world/google-cloud/native-names';
import type { Attachment, Interconnect, VpnTunnel } from '../../world/google-cloud/records/network';
import { type MetricSource, type Series, type SourceContext, within } from './metric-source';

const bitsPerByte = 8;
/** What one tunnel may carry each way. */
const tunnelBytesPerSecond = 3e9 / bitsPerByte;
const minuteSeconds = 60;
const gigabit = 1e9;

function tunnelResource({ project, location }: VpnTunnel, gatewayId: string): Series['resource'] {
  return { type: 'vpn_gateway', labels: { project_id: projects[project].id, region: location, gateway_id: gatewayId } };
}

type Measured<T> = (record: T, at: Date, context: SourceContext) => number;

/** A tunnel's series; a tunnel that is down sends what it can and hears nothing. */
function tunnelSeries(measure: Measured<VpnTunnel>, extra: Record<string, string> = {}): MetricSource['series'] {
  return (context) =>
    within(context.world.list('vpn-tunnel'), context.scope).map((tunnel) => {
      const gateway = context.world.find(tunnel.gateway);
      const gatewayId = gateway?.kind === 'vpn-gateway' ? gateway.id : '';
      return {
        metricLabels: { tunnel_name: tunnel.name, gateway_name: lastPartOf(tunnel.gateway), ...extra },
        resource: tunnelResource(tunnel, gatewayId),
        valueAt: (at) => measure(tunnel, at, context),
      };
    });
}

function attachmentSeries(measure: Measured<Attachment>, extra: Record<string, string> = {}): MetricSource['series'] {
  return (context) =>
    within(context.world.list('attachment'), context.scope)
      .filter(({ state }) => state === 'ACTIVE')
      .map((attachment) => ({
        metricLabels: extra,
        resource: {
          type: 'interconnect_attachment',
          labels: {
            resource_container: projects[attachment.project].id,
            region: attachment.location,
            attachment: attachment.name,
            interconnect: attachment.interconnect === null ? '' : lastPartOf(attachment.interconnect),
          },
        },
        valueAt: (at) => measure(attachment, at, context),
      }));
}

function circuitResource({ project, name }: Interconnect): Series['resource'] {
  return { type: 'interconnect', labels: { resource_container: projects[project].id, interconnect: name } };
}

function circuitSeries(measure: Measured<Interconnect>): MetricSource['series'] {
  return (context) =>
    within(context.world.list('interconnect'), context.scope).map((circuit) => ({
      metricLabels: {},
      resource: circuitResource(circuit),
      valueAt: (at) => measure(circuit, at, context),
    }));
}

function strandSeries(measure: Measured<Interconnect>): MetricSource['series'] {
  return (context) =>
    within(context.world.list('interconnect'), context.scope).flatMap((circuit) =>
      Array.from({ length: circuit.links }, (_, index) => ({
        metricLabels: { link_id: `link-${index}` },
        resource: circuitResource(circuit),
        valueAt: (at: Date) => measure(circuit, at, context),
      })),
    );
}

/** BGP sessions; one over a tunnel that is down, or a circuit that is cut, is down with it. */
function sessionSeries(
  measure: (isUp: boolean, key: string, context: SourceContext) => number,
): MetricSource['series'] {
  return (context) =>
    within(context.world.list('router'), context.scope).flatMap((router) =>
      router.peers.map((peer) => ({
        metricLabels: { bgp_peer_name: peer.name },
        resource: {
          type: 'gce_router',
          labels: { project_id: projects[router.project].id, region: regionOf(router.location), router_id: router.id },
        },
        valueAt: (at: Date) => {
          const over = context.world.find(peer.over);
          const isUp =
            over?.kind === 'vpn-tunnel'
              ? over.status === 'ESTABLISHED'
              : over?.kind === 'attachment' && !isCut(context, over.interconnect, at);
          return measure(isUp, peer.name, context);
        },
      })),
    );
}

const cutName = computeName('network', 'global', 'interconnects', cutCircuit);

function isCut({ seed }: SourceContext, circuit: string | null, at: Date): boolean {
  return circuit === cutName && circuitCut(seed)(at) !== null;
}

const flow = (key: string, bytesPerSecond: number, at: Date, { seed }: SourceContext, share: number) =>
  Math.round(activityOf(seed, key)(at) * bytesPerSecond * share * minuteSeconds);

const tunnelBytes =
  (direction: 'sent' | 'received'): Measured<VpnTunnel> =>
  (tunnel, at, context) =>
    tunnel.status === 'ESTABLISHED'
      ? flow(`${tunnel.fullName}/${direction}`, tunnelBytesPerSecond, at, context, 0.4)
      : 0;

const attachmentBytes =
  (direction: 'sent' | 'received'): Measured<Attachment> =>
  (attachment, at, context) =>
    isCut(context, attachment.interconnect, at)
      ? 0
      : flow(`${attachment.fullName}/${direction}`, attachment.bitsPerSecond / bitsPerByte, at, context, 0.5);

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
const darkness = -40;

export const linkMetrics: readonly MetricSource[] = [
  vpn(
    'tunnel_established',
    'Tunnel established',
    '1',
    tunnelSeries(({ status }) => (status === 'ESTABLISHED' ? 1 : 0)),
    true,
  ),
  vpn('network/sent_bytes_count', 'Sent bytes', 'By', tunnelSeries(tunnelBytes('sent'))),
  vpn('network/received_bytes_count', 'Received bytes', 'By', tunnelSeries(tunnelBytes('received'))),
  vpn(
    'network/dropped_sent_packets_count',
    'Outgoing packets dropped',
    '1',
    tunnelSeries(({ status }) => (status === 'ESTABLISHED' ? 0 : 240)),
  ),
  vpn(
    'network/dropped_received_packets_count',
    'Incoming packets dropped',
    '1',
    tunnelSeries(() => 0),
  ),
  interconnect(
    'attachment/capacity',
    'Network capacity',
    { valueType: 'INT64', unit: 'By/s', resourceType: 'interconnect_attachment' },
    attachmentSeries(({ bitsPerSecond }) => bitsPerSecond / bitsPerByte),
  ),
  interconnect('attachment/sent_bytes_count', 'Sent bytes', attachmentShape, attachmentSeries(attachmentBytes('sent'))),
  interconnect(
    'attachment/received_bytes_count',
    'Received bytes',
    attachmentShape,
    attachmentSeries(attachmentBytes('received')),
  ),
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
    attachmentSeries(({ name }, at) => (name.startsWith('partner-') && at.getUTCMinutes() % 30 === 0 ? 17 : 0), {
      drop_reason: 'BANDWIDTH_THROTTLE',
    }),
  ),
  interconnect(
    'interconnect/operational',
    'Interconnect operational',
    circuitShape,
    circuitSeries(({ fullName }, at, context) => (isCut(context, fullName, at) ? 0 : 1)),
  ),
  interconnect(
    'interconnect/capacity',
    'Interconnect capacity',
    { valueType: 'INT64', unit: 'By/s', resourceType: 'interconnect' },
    circuitSeries((circuit) => (circuit.links * linkGigabits(circuit) * gigabit) / bitsPerByte),
  ),
  interconnect(
    'interconnect/link/operational',
    'Circuit operational',
    strandShape,
    strandSeries(({ fullName }, at, context) => (isCut(context, fullName, at) ? 0 : 1)),
  ),
  interconnect(
    'interconnect/link/rx_power',
    'Circuit receive power',
    opticalShape,
    strandSeries(({ fullName }, at, context) => (isCut(context, fullName, at) ? darkness : -2.4)),
  ),
  interconnect(
    'interconnect/link/tx_power',
    'Circuit transmit power',
    opticalShape,
    strandSeries(() => -1.1),
  ),
  define({
    type: 'router.googleapis.com/bgp/session_up',
    valueType: 'DOUBLE',
    unit: '1',
    displayName: 'BGP session status',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries((isUp) => (isUp ? 1 : 0)),
  }),
  define({
    type: 'router.googleapis.com/bgp/received_routes_count',
    valueType: 'INT64',
    unit: '1',
    displayName: 'BGP received routes',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries((isUp, key, { seed }) =>
      isUp ? 4 + Math.round(activityOf(seed, `${key}/received`)(new Date(0)) * 60) : 0,
    ),
  }),
  define({
    type: 'router.googleapis.com/bgp/sent_routes_count',
    valueType: 'INT64',
    unit: '1',
    displayName: 'BGP sent routes',
    labels: ['bgp_peer_name'],
    resourceType: 'gce_router',
    series: sessionSeries((isUp, key, { seed }) =>
      isUp ? 4 + Math.round(activityOf(seed, `${key}/sent`)(new Date(0)) * 30) : 0,
    ),
  }),
];
