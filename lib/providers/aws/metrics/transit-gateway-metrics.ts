import { ofLink, receive, resourceOf, transmit } from './link-sources';
import { asIs, type Dimensions, type MetricGroup, type ToAttributes } from './metric-source';

const ofAttachment = resourceOf('TransitGatewayAttachment', 'ec2', 'transit-gateway-attachment');

/** What a zone of an attachment carried is counted in what the attachment did. */
const toWhole: ToAttributes = (dimensions: Dimensions, place) =>
  dimensions.AvailabilityZone === undefined ? ofAttachment(dimensions, place) : null;

const attachment = { dimension: 'TransitGatewayAttachment', identify: toWhole };
/** Only sums mean anything, of every minute. */
const counted = { toUnit: asIs, countedOverSeconds: 60 } as const;

const drops: [suffix: string, reason: string][] = [
  ['Blackhole', 'blackhole'],
  ['NoRoute', 'no-route'],
  ['NoPolicy', 'no-policy'],
  ['TTLExpired', 'ttl-expired'],
];

/** Attachments of transit gateways; a gateway's own metrics are the sums of theirs. */
export const transitGatewayMetrics: MetricGroup = {
  namespace: 'AWS/TransitGateway',
  sources: [
    ofLink('BytesIn', 'link.io.rate', attachment, { ...counted, further: receive }),
    ofLink('BytesOut', 'link.io.rate', attachment, { ...counted, further: transmit }),
    ...drops.map(([suffix, reason]) =>
      ofLink(`PacketDropCount${suffix}`, 'link.packet.drop.rate', attachment, { ...counted, further: { reason } }),
    ),
  ],
};
