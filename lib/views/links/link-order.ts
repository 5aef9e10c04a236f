import { z } from 'zod';
import { type LinkSortKey, linkHealths, linkSortKeys } from '@/lib/api/contracts/link-keys';
import { Refusal } from '@/lib/domain/refusal';
import type { PageOrder, PagePosition, SortValue } from '@/lib/views/paging/pick-page';
import type { StandingLink } from './link-net';
import { toHealth } from './visible-links';

const values: Record<Exclude<LinkSortKey, 'trouble'>, (one: StandingLink) => SortValue> = {
  // The worst first when descending.
  health: (one) => linkHealths.length - linkHealths.indexOf(toHealth(one)),
  name: ({ link }) => link.told[0].facts.name.toLowerCase(),
  utilization: (one) => one.values.utilization?.value ?? null,
  loss: (one) => one.values.loss?.value ?? null,
  latency: (one) => one.values.latency?.value ?? null,
  capacity: (one) => one.values.capacity?.value ?? null,
};

/** How a list of links is ordered. `newestAt` gives when the newest trouble of a link began. */
export function toLinkOrder(
  sort: LinkSortKey,
  order: 'asc' | 'desc',
  newestAt: (one: StandingLink) => number | null = () => null,
): PageOrder<StandingLink> {
  return { order, rank: sort === 'trouble' ? newestAt : values[sort], idOf: ({ link }) => link.id };
}

const cursorSchema = z.tuple([
  z.enum(linkSortKeys),
  z.enum(['asc', 'desc']),
  z.union([z.number(), z.string(), z.null()]),
  z.string().max(400),
]);

/** An opaque cursor, good for one sort only. */
export function toCursor(sort: LinkSortKey, order: 'asc' | 'desc', { value, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([sort, order, value, id])).toString('base64url');
}

/** Reads a cursor back. Throws an `invalid` Refusal when it is not one of ours, or was made under another sort. */
export function fromCursor(sort: LinkSortKey, order: 'asc' | 'desc', cursor: string): PagePosition {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  const isOurs = parsed.success && parsed.data[0] === sort && parsed.data[1] === order;
  const message = 'This cursor is not one of ours, or belongs to another sort.';
  if (!isOurs) throw new Refusal('invalid', message, [{ path: 'cursor', message }]);
  return { value: parsed.data[2], id: parsed.data[3] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
