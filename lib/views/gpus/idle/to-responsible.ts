import type { FleetNode, GpuHolder } from '@/lib/domain/gpu/fleet';

/** Whom a device that does nothing is laid to; null: nobody told, or the one who looks may not know. */
interface Responsible {
  team: string | null;
  owner: string | null;
}

/**
 * The team and the owner of a device: what all who hold it have in common, else those of its node. None where work that has
 * it is hidden from the one who looks: neither the node nor those who are shown answer for that.
 */
export function toResponsible(
  { team, owner }: Pick<FleetNode, 'team' | 'owner'>,
  holders: readonly GpuHolder[],
  shown: readonly GpuHolder[],
): Responsible {
  if (shown.length < holders.length) return { team: null, owner: null };
  return { team: onlyOf(holders, 'team') ?? team, owner: onlyOf(holders, 'owner') ?? owner };
}

/** What all holders have in common; null where they have not, or none tells. */
function onlyOf(holders: readonly GpuHolder[], key: 'team' | 'owner'): string | null {
  const values = new Set(holders.map((holder) => holder[key]));
  const [only = null] = values;
  return values.size === 1 ? only : null;
}
