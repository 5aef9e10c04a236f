import { z } from 'zod';
import { bareLink, type LinkState, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, countSchema, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';
import { lastPart } from '../to-place';
import { toComputeName } from './compute-names';

const interconnectStates: Record<string, LifecycleState> = {
  ACTIVE: 'active',
  OS_ACTIVE: 'active',
  UNPROVISIONED: 'provisioning',
  OS_UNPROVISIONED: 'provisioning',
  UNDER_MAINTENANCE: 'degraded',
};

const standing = {
  name: z.string().optional(),
  state: z.string().optional(),
  operationalStatus: z.string().optional(),
  adminEnabled: z.boolean().optional(),
  labels: labelsSchema,
  creationTimestamp: timeSchema,
};

const interconnectSchema = z.object({
  ...standing,
  linkType: z.string().optional(),
  location: z.string().optional(),
  provisionedLinkCount: countSchema,
  macsecEnabled: z.boolean().optional(),
  circuitInfos: z.array(z.object({ googleCircuitId: z.string().optional() })).default([]),
});

/** Of one of a circuit's lines, by the type that the API names, in bits a second. */
const lineRates: Record<string, number> = {
  LINK_TYPE_ETHERNET_10G_LR: 10e9,
  LINK_TYPE_ETHERNET_100G_LR: 100e9,
  LINK_TYPE_ETHERNET_400G_LR4: 400e9,
};

export const interconnects = assetKind(
  'compute.googleapis.com/Interconnect',
  'private-circuit',
  interconnectSchema,
  (circuit, fullName) => {
    const { name, state, operationalStatus, linkType, labels, creationTimestamp } = circuit;
    const word = state ?? operationalStatus;
    const status = toLifecycle(interconnectStates, word);
    const rate = lineRates[linkType ?? ''];
    const lines = circuit.provisionedLinkCount;
    return {
      ...bare,
      name,
      status,
      nativeStatus: word ?? null,
      size: linkType ?? null,
      tags: labels,
      createdAt: creationTimestamp,
      links: [
        {
          ...bareLink({
            form: 'circuit',
            name: name ?? lastPart(fullName),
            state: circuit.adminEnabled === false ? 'disabled' : toCircuitState(status),
            nativeState: word ?? null,
          }),
          far: { ...untoldEnd, place: circuit.location === undefined ? null : lastPart(circuit.location) },
          capacityBitsPerSecond: rate === undefined || lines === undefined ? null : rate * lines,
          encryption: circuit.macsecEnabled === undefined ? null : circuit.macsecEnabled ? 'MACsec' : 'none',
          carriers: [],
          sharedIds: circuit.circuitInfos.flatMap(({ googleCircuitId }) => googleCircuitId ?? []),
          meters: [{ resource: fullName, attributes: {} }],
        },
      ],
    };
  },
);

/** `ACTIVE` only says that it was turned up and may be used; whether it carries, its metrics say. */
function toCircuitState(status: LifecycleState): LinkState {
  return status === 'active' ? 'unknown' : toLinkState(status);
}

const attachmentStates: Record<string, LifecycleState> = {
  ACTIVE: 'active',
  OS_ACTIVE: 'active',
  UNPROVISIONED: 'provisioning',
  OS_UNPROVISIONED: 'provisioning',
  PENDING_CUSTOMER: 'provisioning',
  PENDING_PARTNER: 'provisioning',
  PARTNER_REQUEST_RECEIVED: 'provisioning',
  DEFUNCT: 'failed',
};

const attachmentSchema = z.object({
  ...standing,
  bandwidth: z.string().optional(),
  interconnect: z.string().optional(),
  router: z.string().optional(),
  mtu: countSchema,
  encryption: z.string().optional(),
  customerRouterIpAddress: z.string().optional(),
  partnerAsn: countSchema,
  partnerMetadata: z.object({ partnerName: z.string().optional(), interconnectName: z.string().optional() }).optional(),
});

export const interconnectAttachments = assetKind(
  'compute.googleapis.com/InterconnectAttachment',
  'virtual-interface',
  attachmentSchema,
  (attachment, fullName) => {
    const { name, state, operationalStatus, bandwidth, labels, creationTimestamp } = attachment;
    const word = state ?? operationalStatus;
    const status = toLifecycle(attachmentStates, word);
    const circuit = toComputeName(attachment.interconnect);
    return {
      ...bare,
      name,
      status,
      nativeStatus: word ?? null,
      size: bandwidth ?? null,
      tags: labels,
      createdAt: creationTimestamp,
      links: [
        {
          ...bareLink({
            form: 'virtual-interface',
            name: name ?? lastPart(fullName),
            state: attachment.adminEnabled === false ? 'disabled' : toLinkState(status),
            nativeState: word ?? null,
          }),
          near: { ...untoldEnd, resource: toComputeName(attachment.router) },
          far: {
            ...untoldEnd,
            asn: attachment.partnerAsn ?? null,
            // A session address is within the link: of both ends alike, and nothing to meet another provider's by.
            place: attachment.partnerMetadata?.interconnectName ?? attachment.partnerMetadata?.partnerName ?? null,
          },
          capacityBitsPerSecond: toBitsPerSecond(bandwidth),
          mtuBytes: attachment.mtu ?? null,
          // IPSEC says that only encrypted tunnels may use it: what rides on it is encrypted, it is not.
          encryption: attachment.encryption === undefined ? null : 'none',
          carriers: circuit === null ? null : [circuit],
          meters: [{ resource: fullName, attributes: {} }],
        },
      ],
    };
  },
);

/** `BPS_50M`, `BPS_10G`: what an attachment may carry each way; null for a word that is none of these. */
function toBitsPerSecond(bandwidth: string | undefined): number | null {
  const [, digits, unit] = /^BPS_(\d{1,4})([MGT])$/.exec(bandwidth ?? '') ?? [];
  if (digits === undefined) return null;
  return Number(digits) * (unit === 'M' ? 1e6 : unit === 'G' ? 1e9 : 1e12);
}
