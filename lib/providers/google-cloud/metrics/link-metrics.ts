import type { MetricName } from '@/lib/domain/metric';
import type { Conversion, MetricGroup, MetricSource, SeriesLabels } from './metric-source';

type Direction = 'receive' | 'transmit';
type PrefixDirection = 'accepted' | 'advertised';

const compute = (project: string, path: string) => `//compute.googleapis.com/projects/${project}/${path}`;

/** `resource` is the native id of the inventory's item; null where the labels do not name it. */
const tunnelOf = ({ project, resource, metric }: SeriesLabels): Record<string, string> | null =>
  resource.region && metric.tunnel_name
    ? { resource: compute(project, `regions/${resource.region}/vpnTunnels/${metric.tunnel_name}`) }
    : null;

const attachmentOf = ({ project, resource }: SeriesLabels): Record<string, string> | null =>
  resource.region && resource.attachment
    ? { resource: compute(project, `regions/${resource.region}/interconnectAttachments/${resource.attachment}`) }
    : null;

const interconnectOf = ({ project, resource, metric }: SeriesLabels): Record<string, string> | null =>
  resource.interconnect
    ? {
        resource: compute(project, `global/interconnects/${resource.interconnect}`),
        ...(metric.link_id ? { 'link.id': metric.link_id } : {}),
      }
    : null;

const link = (
  resourceType: string,
  identify: MetricSource['attributesOf'],
  type: string,
  metric: MetricName,
  conversion: Conversion,
  direction?: Direction | PrefixDirection,
): MetricSource => ({
  type,
  resourceType,
  metric,
  subject: 'link',
  conversion,
  attributesOf: (labels) => {
    const identity = identify(labels);
    const reason = labels.metric.drop_reason;
    return identity && { ...identity, ...(direction && { direction }), ...(reason && { reason }) };
  },
});

const vpn = 'vpn.googleapis.com';
const ofTunnel = (...rest: [string, MetricName, Conversion, Direction?]) => link('vpn_gateway', tunnelOf, ...rest);

/** No tunnel metric tells latency. */
export const vpnTunnels: MetricGroup = {
  name: vpn,
  sources: [
    ofTunnel(`${vpn}/tunnel_established`, 'link.state', 'up'),
    ofTunnel(`${vpn}/network/received_bytes_count`, 'link.io.rate', 'rate', 'receive'),
    ofTunnel(`${vpn}/network/sent_bytes_count`, 'link.io.rate', 'rate', 'transmit'),
    ofTunnel(`${vpn}/network/dropped_received_packets_count`, 'link.packet.drop.rate', 'rate', 'receive'),
    ofTunnel(`${vpn}/network/dropped_sent_packets_count`, 'link.packet.drop.rate', 'rate', 'transmit'),
  ],
};

const attachment = 'interconnect.googleapis.com/network/attachment';
const ofAttachment = (...rest: [string, MetricName, Conversion, Direction?]) =>
  link('interconnect_attachment', attachmentOf, ...rest);

/** Capacity is in bytes a second, where everybody else writes bits. */
export const interconnectAttachments: MetricGroup = {
  name: attachment,
  sources: [
    ofAttachment(`${attachment}/capacity`, 'link.capacity', 'value'),
    ofAttachment(`${attachment}/received_bytes_count`, 'link.io.rate', 'rate', 'receive'),
    ofAttachment(`${attachment}/sent_bytes_count`, 'link.io.rate', 'rate', 'transmit'),
    ofAttachment(`${attachment}/ingress_dropped_packets_count`, 'link.packet.drop.rate', 'rate', 'receive'),
    ofAttachment(`${attachment}/egress_dropped_packets_count`, 'link.packet.drop.rate', 'rate', 'transmit'),
  ],
};

const interconnect = 'interconnect.googleapis.com/network/interconnect';
const ofInterconnect = (...rest: [string, MetricName, Conversion, Direction?]) =>
  link('interconnect', interconnectOf, ...rest);

/** Only dedicated interconnects have these. */
export const interconnects: MetricGroup = {
  name: interconnect,
  sources: [
    ofInterconnect(`${interconnect}/operational`, 'link.state', 'up'),
    ofInterconnect(`${interconnect}/link/operational`, 'link.state', 'up'),
    ofInterconnect(`${interconnect}/link/rx_power`, 'link.optical.power', 'value', 'receive'),
    ofInterconnect(`${interconnect}/link/tx_power`, 'link.optical.power', 'value', 'transmit'),
  ],
};

const router = 'router.googleapis.com/bgp';

/** Labels have a router's id and not its name, which addresses of the API take as well. */
const sessionOf = ({ project, resource, metric }: SeriesLabels): Record<string, string> | null =>
  resource.region && resource.router_id && metric.bgp_peer_name
    ? {
        resource: compute(project, `regions/${resource.region}/routers/${resource.router_id}`),
        'bgp.peer': metric.bgp_peer_name,
      }
    : null;

const ofSession = (type: string, metric: MetricName, conversion: Conversion, direction?: PrefixDirection) =>
  link('gce_router', sessionOf, `${router}/${type}`, metric, conversion, direction);

export const routerSessions: MetricGroup = {
  name: router,
  sources: [
    ofSession('session_up', 'link.bgp.state', 'up'),
    ofSession('received_routes_count', 'link.bgp.prefixes', 'value', 'accepted'),
    ofSession('sent_routes_count', 'link.bgp.prefixes', 'value', 'advertised'),
  ],
};
