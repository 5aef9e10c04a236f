import { z } from 'zod';
import { bareLink, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { amount, list, part, readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { toMadeState } from './link-fields';

const portSchema = z.object({
  bandwidthInGbps: amount,
  peeringLocation: text,
  mtu: z.coerce.number().int().positive().optional().catch(undefined),
  links: list,
});
const linkSchema = z.object({
  name: text,
  properties: part({
    adminState: text,
    macSecConfig: part({ cknSecretIdentifier: text, cakSecretIdentifier: text }),
  }),
});

/**
 * An ExpressRoute Direct port and the links that it is a pair of, each of its bandwidth, which stand in for each other. A link
 * that is switched on may be dark; its metrics say so.
 */
export function toPortLinks(
  row: ResourceRow,
  { nativeId, name, status, nativeStatus }: Pick<InventoryItem, 'nativeId' | 'name' | 'status' | 'nativeStatus'>,
): LinkFacts[] {
  const { bandwidthInGbps, peeringLocation, mtu, links } = readFields(portSchema, row.properties);
  const each = bandwidthInGbps === undefined || bandwidthInGbps === 0 ? null : bandwidthInGbps * 1e9;
  const common = {
    far: { ...untoldEnd, place: peeringLocation ?? null },
    mtuBytes: mtu ?? null,
    sessions: [],
    carriers: [],
  };
  const lines = (links ?? []).flatMap((document) => toLine(readFields(linkSchema, document)));
  const encryptions = new Set(lines.map(({ encryption }) => encryption));
  const [encryption = null, ...others] = encryptions;
  const state = toMadeState(status);
  return [
    {
      ...bareLink({ form: 'circuit-port', name, state, nativeState: nativeStatus }),
      ...common,
      capacityBitsPerSecond: each === null || lines.length === 0 ? null : each * lines.length,
      encryption: others.length === 0 ? encryption : null,
      meters: [{ resource: nativeId, attributes: {} }],
    },
    ...lines.map((line) => ({
      ...bareLink({
        form: 'circuit-port',
        name: `${name} ${line.name}`,
        state: line.isOff ? 'disabled' : toMadeState(status === 'stopped' ? 'unknown' : status),
        nativeState: line.adminState,
      }),
      ...common,
      key: line.name,
      partOf: '',
      capacityBitsPerSecond: each,
      encryption: line.encryption,
      redundancyGroup: nativeId,
      meters: [{ resource: nativeId, attributes: { link: line.name } }],
    })),
  ];
}

interface Line {
  name: string;
  adminState: string | null;
  isOff: boolean;
  encryption: string | null;
}

function toLine({ name, properties }: z.output<typeof linkSchema>): Line[] {
  if (name === undefined) return [];
  const { adminState, macSecConfig } = properties ?? {};
  const isKeyed = macSecConfig?.cknSecretIdentifier !== undefined && macSecConfig.cakSecretIdentifier !== undefined;
  return [
    {
      name,
      adminState: adminState ?? null,
      isOff: adminState?.toLowerCase() === 'disabled',
      encryption: macSecConfig === undefined ? null : isKeyed ? 'MACsec' : 'none',
    },
  ];
}
