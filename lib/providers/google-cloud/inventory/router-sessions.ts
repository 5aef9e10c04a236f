import { z } from 'zod';
import type { LinkFacts, RouteSession } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import type { AssetKind } from './asset-kind';
import { toComputeName } from './kinds/compute-names';

/** Cloud Routers have the sessions of tunnels and attachments, and are no items themselves. */
export const routerType = 'compute.googleapis.com/Router';

const linkedKinds: ReadonlySet<InventoryItem['kind']> = new Set(['vpn-tunnel', 'virtual-interface']);

/** Whether what is listed has sessions that routers tell of. */
export function haveSessions(kinds: readonly AssetKind[]): boolean {
  return kinds.some(({ kind }) => linkedKinds.has(kind));
}

export function hasSessions({ kind }: InventoryItem): boolean {
  return linkedKinds.has(kind);
}

const asn = z.number().int().nonnegative().optional();
const routerSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  bgp: z.object({ asn }).optional(),
  interfaces: z
    .array(
      z.object({
        name: z.string().optional(),
        linkedVpnTunnel: z.string().optional(),
        linkedInterconnectAttachment: z.string().optional(),
      }),
    )
    .default([]),
  bgpPeers: z
    .array(
      z.object({
        name: z.string().optional(),
        interfaceName: z.string().optional(),
        peerIpAddress: z.string().optional(),
        peerAsn: asn,
        enable: z.string().optional(),
      }),
    )
    .default([]),
});

/** A session and what it is measured by. */
interface LinkSession extends RouteSession {
  meter: LinkFacts['meters'][number] | null;
}

/** By the full name of the tunnel or attachment that the sessions go over. */
export type LinkSessions = Map<string, LinkSession[]>;

/**
 * Adds what a router's document tells of its sessions. `name`: its full resource name. Throws a ZodError when the document is
 * not what the API describes. Whether one is established is measured.
 */
export function addSessions(sessions: LinkSessions, data: unknown, name: string): void {
  const { id, bgp, interfaces, bgpPeers } = routerSchema.parse(data);
  const over = new Map(
    interfaces.flatMap((one) => {
      const link = toComputeName(one.linkedVpnTunnel ?? one.linkedInterconnectAttachment);
      return one.name === undefined || link === null ? [] : [[one.name, link] as const];
    }),
  );
  for (const peer of bgpPeers) {
    const link = over.get(peer.interfaceName ?? '');
    if (link === undefined) continue;
    const session: LinkSession = {
      peerAddress: peer.peerIpAddress ?? null,
      localAsn: bgp?.asn ?? null,
      peerAsn: peer.peerAsn ?? null,
      state: peer.enable === 'FALSE' ? 'disabled' : 'unknown',
      acceptedPrefixes: null,
      meter:
        id === undefined || peer.name === undefined
          ? null
          : { resource: toMeasuredRouter(name, id), attributes: { 'bgp.peer': peer.name } },
    };
    sessions.set(link, [...(sessions.get(link) ?? []), session]);
  }
}

/** A router as its metrics know it: by its id in place of its name. */
function toMeasuredRouter(name: string, id: string): string {
  return name.replace(/[^/]*$/, id);
}

/**
 * Tunnels and attachments with their sessions. Where all routers of the project were listed, one without any exchanges no
 * routes; else its sessions are not told.
 */
export function withSessions(
  items: readonly InventoryItem[],
  sessions: LinkSessions,
  isWhole: boolean,
): InventoryItem[] {
  return items.map((item) => {
    if (!hasSessions(item) || !item.links) return item;
    const own = sessions.get(item.nativeId) ?? [];
    if (own.length === 0 && !isWhole) return item;
    const meters = own.flatMap(({ meter }) => meter ?? []);
    return {
      ...item,
      links: item.links.map((link) => ({
        ...link,
        near: { ...link.near, asn: link.near.asn ?? own[0]?.localAsn ?? null },
        far: { ...link.far, asn: link.far.asn ?? own[0]?.peerAsn ?? null },
        sessions: own.map(({ meter: _, ...session }) => session),
        meters: [...link.meters, ...meters],
      })),
    };
  });
}
