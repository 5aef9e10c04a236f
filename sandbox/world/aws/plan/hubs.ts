import { drawsOf } from '../../draws';
import { tagsFor } from '../../tags';
import { accounts } from '../geography';
import type { TransitAttachment } from '../records/links';
import { beforeEpoch, groundOf, type PlanContext } from './plan';

/** Regions whose traffic meets at a transit gateway, and the account that owns it. */
export const hubs = [
  { account: accounts.training, region: 'us-east-1', asn: 64512 },
  { account: accounts.training, region: 'us-east-2', asn: 64513 },
  { account: accounts.training, region: 'us-west-2', asn: 64514 },
  { account: accounts.training, region: 'eu-north-1', asn: 64515 },
  { account: accounts.serving, region: 'eu-west-1', asn: 64516 },
  { account: accounts.serving, region: 'eu-central-1', asn: 64517 },
  { account: accounts.serving, region: 'ap-northeast-1', asn: 64518 },
] as const;
export type Hub = (typeof hubs)[number];

/** The hub of a region; the plan is wrong when there is none. */
export function hubOf(region: string): Hub {
  const hub = hubs.find((candidate) => candidate.region === region);
  if (!hub) throw new Error(`The factory has no hub in ${region}.`);
  return hub;
}

interface AttachmentRequest extends Pick<TransitAttachment, 'resourceType' | 'resourceId' | 'line'> {
  /** That owns what is attached. */
  account: string;
  region: string;
  name: string;
  /** Absent: the attachment is none of another hub. */
  peering?: TransitAttachment['peering'];
}

/** An attachment is seen by the gateway's owner; the account of what is attached may be another. */
export function attach(context: PlanContext, request: AttachmentRequest): void {
  const { account, region, name, resourceType, resourceId, line, peering = null } = request;
  const { seed, standing } = context;
  const owner = hubOf(region).account;
  const { transitGateway, transitRouteTable } = groundOf(context, owner.name, region);
  const drawnIn = peering === null ? region : peering.requester.region;
  standing.add('transit-attachment', {
    kind: 'transit-attachment',
    account: owner.id,
    region,
    name,
    tags: account === owner.id ? tagsFor({ seed, key: `attach/${name}`, name, team: 'site-reliability', region }) : {},
    createdAt: beforeEpoch(drawsOf(seed, 'attached', name).integer(50, 390)),
    id: `tgw-attach-0${drawsOf(seed, 'attachment', drawnIn, resourceType, name).hex(16)}`,
    transitGateway,
    resourceType,
    resourceId,
    resourceOwner: account,
    state: 'available',
    routeTable: transitRouteTable,
    peering,
    line,
  });
}
