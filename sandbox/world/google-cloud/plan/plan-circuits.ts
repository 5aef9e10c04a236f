import { drawsOf } from '../../draws';
import { type GoogleCircuit, googleCircuits, partnerAttachment, partnerLink } from '../../links/plan/google-circuits';
import type { Attachment } from '../records/network';
import { type AddPeer, placeLink, routerName } from './link-places';
import type { PlanContext } from './plan';

/** Whom a session over a line is with: a router of the factory's, or the other cloud's. */
const roomAsn = 64700;
const remoteAsns: Readonly<Record<string, number>> = { 'Amazon Web Services': 64517, 'Microsoft Azure': 12076 };

/** Lines with their attachments, and what partners deliver. */
export function planCircuits(context: PlanContext, addPeer: AddPeer): void {
  for (const [index, circuit] of googleCircuits.entries()) planCircuit(context, circuit, index, addPeer);
  planPartnerAttachments(context, addPeer);
}

function planCircuit(context: PlanContext, circuit: GoogleCircuit, index: number, addPeer: AddPeer): void {
  const { seed, standing } = context;
  const { name, strandGigabits, strands, facility, remote } = circuit;
  const placed = placeLink(context, 'global', 'interconnects', name, true);
  // Of a line that is another cloud's, too, Google has the second end.
  const end = remote === null ? 0 : 1;
  const attachments = circuit.attachments.map((own, slot): Attachment => {
    const attachment = placeLink(context, own.region, 'interconnectAttachments', own.name, true);
    addPeer(own.region, {
      name: `${attachment.name}-bgp`,
      interfaceName: `${attachment.name}-if`,
      over: attachment.fullName,
      localAddress: own.session?.near ?? `169.254.${100 + index}.${slot * 8 + 1}`,
      peerAddress: own.session?.far ?? `169.254.${100 + index}.${slot * 8 + 2}`,
      peerAsn: remote === null ? roomAsn : (remoteAsns[remote.service] ?? roomAsn),
    });
    return {
      kind: 'attachment',
      ...attachment,
      type: 'DEDICATED',
      state: 'ACTIVE',
      bandwidth: `BPS_${own.gigabits}G`,
      bitsPerSecond: own.gigabits * 1e9,
      interconnect: placed.fullName,
      remoteService: remote?.service ?? null,
      router: routerName(own.region),
      vlan: drawsOf(seed, 'google-cloud', 'vlan', attachment.name).integer(2, 4093),
      line: { link: own.link, end },
    };
  });
  standing.push(
    {
      kind: 'interconnect',
      ...placed,
      state: 'ACTIVE',
      linkType: `LINK_TYPE_ETHERNET_${strandGigabits}G_LR`,
      links: strands,
      facility,
      customer: 'Millwright',
      attachments: attachments.map(({ fullName }) => fullName),
      remoteLocation: remote?.location ?? null,
      line: { link: circuit.link, end },
    },
    ...attachments,
  );
}

function planPartnerAttachments(context: PlanContext, addPeer: AddPeer): void {
  const { name: active, region, gigabits } = partnerAttachment;
  const partners = [
    [active, 'ACTIVE'],
    ['partner-eemshaven-b', 'PENDING_PARTNER'],
  ] as const;
  for (const [index, [name, state]] of partners.entries()) {
    const placed = placeLink(context, region, 'interconnectAttachments', name, true);
    context.standing.push({
      kind: 'attachment',
      ...placed,
      type: 'PARTNER',
      state,
      bandwidth: `BPS_${gigabits}G`,
      bitsPerSecond: gigabits * 1e9,
      interconnect: null,
      remoteService: null,
      router: routerName(region),
      vlan: 1200 + index,
      line: state === 'ACTIVE' ? { link: partnerLink, end: 0 } : null,
    });
    if (state !== 'ACTIVE') continue;
    addPeer(region, {
      name: `${name}-bgp`,
      interfaceName: `${name}-if`,
      over: placed.fullName,
      localAddress: `169.254.${120 + index}.1`,
      peerAddress: `169.254.${120 + index}.2`,
      peerAsn: 64820,
    });
  }
}
