import { z } from 'zod';
import type { LinkFacts } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';

const portSchema = z.object({ peeringLocation: text });

/** The peering location of a row that is a port; null for any other, and for one that does not say. */
export function toPeeringPlace(row: ResourceRow): string | null {
  if (row.type !== 'microsoft.network/expressrouteports') return null;
  return readFields(portSchema, row.properties).peeringLocation ?? null;
}

/**
 * Circuits and their peerings with the place that what they ride on ends at, where they tell none of their own. `places`: of
 * ports, by id.
 */
export function withPeeringPlaces(
  items: readonly InventoryItem[],
  places: ReadonlyMap<string, string>,
): InventoryItem[] {
  const known = new Map(places);
  const place = (item: InventoryItem): InventoryItem => {
    const links = item.links?.map((link) => withPlace(link, known)) ?? null;
    const [own] = links ?? [];
    if (own?.far.place) known.set(item.nativeId, own.far.place);
    return { ...item, links };
  };
  const circuits = new Map(items.filter(({ kind }) => kind === 'private-circuit').map((item) => [item, place(item)]));
  return items.map((item) => circuits.get(item) ?? (item.kind === 'virtual-interface' ? place(item) : item));
}

function withPlace(link: LinkFacts, places: ReadonlyMap<string, string>): LinkFacts {
  const [place = null] = (link.carriers ?? []).flatMap((carrier) => places.get(carrier) ?? []);
  return { ...link, far: { ...link.far, place: link.far.place ?? place } };
}
