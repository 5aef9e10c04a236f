import type { DeviceCell } from '../fleet/node-cells';

/** A node of which devices match, as far as their use goes. */
interface MatchedUses {
  cells: readonly Pick<DeviceCell, 'use'>[];
  slots: readonly number[];
}

/** Of the devices that match, those of which nobody can say what they do. An idle one is known, its memory measured or not. */
export function countUnknownUse(nodes: readonly MatchedUses[]): number {
  return nodes.reduce(
    (sum, { cells, slots }) => sum + slots.filter((slot) => cells[slot]?.use === 'unknown').length,
    0,
  );
}
