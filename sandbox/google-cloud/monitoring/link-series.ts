import { projects, regionOf } from '../../world/google-cloud/geography';
import { lastPartOf } from '../../world/google-cloud/native-names';
import type { Attachment, Interconnect, VpnTunnel } from '../../world/google-cloud/records/network';
import type { LinkSide, SideReading } from '../../world/links/link';
import { createLinkWorld, type LinkWorld } from '../../world/links/link-world';
import { type MetricSource, type Series, type SourceContext, within } from './metric-source';

const minuteMs = 60_000;

function tunnelResource({ project, location }: VpnTunnel, gatewayId: string): Series['resource'] {
  return { type: 'vpn_gateway', labels: { project_id: projects[project].id, region: location, gateway_id: gatewayId } };
}

/** What an end of a link sees at an instant. */
type Measured<T> = (reading: SideReading, record: T) => number;

/** What there is of a link in the minute that ends at an instant; the ends of incidents fall on whole minutes. */
function seenBefore(links: LinkWorld, line: LinkSide, at: Date): SideReading {
  return links.see(line, at.getTime() - minuteMs / 2);
}

/** A series of each tunnel. */
export function tunnelSeries(measure: Measured<VpnTunnel>): MetricSource['series'] {
  return (context) => {
    const links = createLinkWorld(context.seed);
    return within(context.world.list('vpn-tunnel'), context.scope).map((tunnel) => {
      const gateway = context.world.find(tunnel.gateway);
      const gatewayId = gateway?.kind === 'vpn-gateway' ? gateway.id : '';
      return {
        metricLabels: { tunnel_name: tunnel.name, gateway_name: lastPartOf(tunnel.gateway) },
        resource: tunnelResource(tunnel, gatewayId),
        valueAt: (at) => measure(seenBefore(links, tunnel.line, at), tunnel),
      };
    });
  };
}

/** A series of each attachment that carries anything. */
export function attachmentSeries(
  measure: Measured<Attachment>,
  extra: Record<string, string> = {},
): MetricSource['series'] {
  return (context) => {
    const links = createLinkWorld(context.seed);
    return within(context.world.list('attachment'), context.scope).flatMap((attachment): Series[] => {
      const { line, project, location, name, interconnect: circuit } = attachment;
      if (line === null) return [];
      const labels = {
        resource_container: projects[project].id,
        region: location,
        attachment: name,
        interconnect: circuit === null ? '' : lastPartOf(circuit),
      };
      return [
        {
          metricLabels: extra,
          resource: { type: 'interconnect_attachment', labels },
          valueAt: (at) => measure(seenBefore(links, line, at), attachment),
        },
      ];
    });
  };
}

function circuitResource({ project, name }: Interconnect): Series['resource'] {
  return { type: 'interconnect', labels: { resource_container: projects[project].id, interconnect: name } };
}

/** A series of each line. */
export function circuitSeries(measure: Measured<Interconnect>): MetricSource['series'] {
  return (context) => {
    const links = createLinkWorld(context.seed);
    return within(context.world.list('interconnect'), context.scope).map((circuit) => ({
      metricLabels: {},
      resource: circuitResource(circuit),
      valueAt: (at) => measure(seenBefore(links, circuit.line, at), circuit),
    }));
  };
}

/** What is measured of each strand of a line. */
export function strandSeries(
  measure: (links: LinkWorld, line: LinkSide, strand: number, ms: number) => number | null,
): MetricSource['series'] {
  return (context) => {
    const links = createLinkWorld(context.seed);
    return within(context.world.list('interconnect'), context.scope).flatMap((circuit) =>
      Array.from({ length: circuit.links }, (_, index) => ({
        metricLabels: { link_id: `link-${index}` },
        resource: circuitResource(circuit),
        valueAt: (at: Date) => measure(links, circuit.line, index, at.getTime() - minuteMs / 2),
      })),
    );
  };
}

/** BGP sessions; one over a link that is down is down with it. */
export function sessionSeries(measure: (links: LinkWorld, line: LinkSide) => number): MetricSource['series'] {
  return (context) => {
    const links = createLinkWorld(context.seed);
    return within(context.world.list('router'), context.scope).flatMap((router) =>
      router.peers.flatMap((peer): Series[] => {
        const line = lineOf(context, peer.over);
        if (line === null) return [];
        const labels = {
          project_id: projects[router.project].id,
          region: regionOf(router.location),
          router_id: router.id,
        };
        return [
          {
            metricLabels: { bgp_peer_name: peer.name },
            resource: { type: 'gce_router', labels },
            valueAt: (at) => (seenBefore(links, line, at).isUp ? measure(links, line) : 0),
          },
        ];
      }),
    );
  };
}

function lineOf({ world }: SourceContext, name: string): LinkSide | null {
  const over = world.find(name);
  return over?.kind === 'vpn-tunnel' || over?.kind === 'attachment' ? over.line : null;
}
