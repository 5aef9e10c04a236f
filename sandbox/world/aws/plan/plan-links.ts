import { hubPeeringLink, hubPeerings, networkAttachmentLink } from '../../links/plan/backbone';
import { siteOfRegion } from '../../places';
import { tagsFor } from '../../tags';
import type { HubKey } from '../records/links';
import { attach, type Hub, hubOf, hubs } from './hubs';
import { beforeEpoch, groundOf, type PlanContext } from './plan';
import { planCircuits } from './plan-circuits';
import { planVpns } from './plan-vpns';

/** Joins the grounds: transit gateways with their attachments, VPN connections and private circuits. */
export function planLinks(context: PlanContext): void {
  for (const hub of hubs) planHub(context, hub);
  planVpns(context);
  planCircuits(context);
  for (const [from, to] of hubPeerings) planPeering(context, from, to);
}

function planHub(context: PlanContext, { account, region, asn }: Hub): void {
  const { seed, standing } = context;
  const ground = groundOf(context, account.name, region);
  const createdAt = beforeEpoch(400);
  const name = `hub-${siteOfRegion(region)}`;
  standing.add('transit-gateway', {
    kind: 'transit-gateway',
    account: account.id,
    region,
    name,
    tags: tagsFor({ seed, key: name, name, team: 'site-reliability', region }),
    createdAt,
    id: ground.transitGateway,
    description: `Transit of the ${siteOfRegion(region)} site`,
    state: 'available',
    asn,
    routeTable: ground.transitRouteTable,
  });
  for (const member of context.grounds.filter((candidate) => candidate.region === region)) {
    attach(context, {
      account: member.account.id,
      region,
      name: `${member.account.name}-${region}`,
      resourceType: 'vpc',
      resourceId: member.network,
      line: { link: networkAttachmentLink(member.account.name, region), end: 1 },
    });
  }
}

/** A peering is listed in both regions, under one id. */
function planPeering(context: PlanContext, from: string, to: string): void {
  const [requester, accepter] = [keyOf(context, from), keyOf(context, to)];
  const link = hubPeeringLink(from, to);
  for (const [own, other, end] of [
    [requester, accepter, 0],
    [accepter, requester, 1],
  ] as const) {
    attach(context, {
      account: other.account,
      region: own.region,
      name: `hub-${siteOfRegion(from)}-hub-${siteOfRegion(to)}`,
      resourceType: 'peering',
      resourceId: other.transitGateway,
      line: { link, end },
      peering: { requester, accepter },
    });
  }
}

function keyOf(context: PlanContext, hubRegion: string): HubKey {
  const { account, region } = hubOf(hubRegion);
  return { transitGateway: groundOf(context, account.name, region).transitGateway, account: account.id, region };
}
