import { z } from 'zod';
import { reachOf } from '@/lib/access/authorise';
import type { SiteEvent, SiteTimeline, SiteTimelineQuery } from '@/lib/api/contracts/site-pages';
import type { Reach } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { type SiteEventKind, siteEventKinds } from '@/lib/domain/site/site-event';
import { stretchKinds } from '@/lib/domain/site/site-stretch';
import { readTroublesOf } from '@/lib/store/links/link-troubles';
import { readArrivals } from '@/lib/store/sites/read-arrivals';
import { readFirstSeen } from '@/lib/store/sites/read-first-seen';
import { readSiteEdits } from '@/lib/store/sites/read-site-edits';
import { readKeptSince, readStretches } from '@/lib/store/sites/site-stretches';
import { toNameOf } from '@/lib/views/links/to-link-row';
import type { ViewContext } from '@/lib/views/view-context';
import { type GatheredSites, gatherSites } from '../gather-sites';
import { toArrivalEvent, toEditEvent, toFirstSeenEvent, toLinkEvent, toStretchEvent } from './to-events';

/** The position of the last event of a page: when it was, in milliseconds, and its id. */
const cursorSchema = z.tuple([z.number().int(), z.string().max(600)]);
/** Further than any event. */
const endOfTime = new Date(8.64e15 / 1000);

/**
 * What happened at a site, the newest first. What concerns the whole of it (health, software, sources) is told to those who
 * may see all that stands there; edits to those who may read the audit record.
 */
export async function readSiteTimeline(
  context: ViewContext,
  { site, kind, cursor, limit }: SiteTimelineQuery,
): Promise<SiteTimeline> {
  const after = cursor === undefined ? null : fromCursor(cursor);
  const gathered = await gatherSites(context);
  if (!gathered.names.includes(site)) throw new Refusal('not-found', 'There is no such site, or you may not see it.');
  const hidden = toHidden(context, gathered.reach, site);
  const wanted = new Set(siteEventKinds.filter((one) => (kind?.includes(one) ?? true) && !hidden.includes(one)));
  const before = after === null ? endOfTime : new Date(after.at);
  const events = await readEvents(context, gathered, { site, wanted, before, limit: limit + 1 });
  const rest = after === null ? events : events.filter((event) => compare(event, after) > 0);
  const items = rest.sort((left, right) => compare(left, toPosition(right))).slice(0, limit);
  const last = items.at(-1);
  const keptSince = await readKeptSince(context.database.pool, site);
  return {
    at: context.now.toISOString(),
    items,
    nextCursor: rest.length > limit && last !== undefined ? toCursor(last) : null,
    hidden,
    keptSince: hidden.includes('health') ? null : (keptSince?.toISOString() ?? null),
  };
}

function toHidden({ actor }: ViewContext, reach: Reach, site: string): SiteEventKind[] {
  const seesAll = reach.everything || reach.sites.includes(site);
  return [
    ...(seesAll ? [] : stretchKinds),
    ...(reachOf(actor, 'activity:read')?.everything === true ? [] : ['edit' as const]),
  ];
}

interface Asked {
  site: string;
  wanted: ReadonlySet<SiteEventKind>;
  before: Date;
  limit: number;
}

/** Of each source so many of the newest at a time or before. Those of the time itself may be among a page already told. */
async function readEvents(
  { database: { pool } }: ViewContext,
  gathered: GatheredSites,
  { site, wanted, before, limit: shown }: Asked,
): Promise<SiteEvent[]> {
  const { reach, state, net, factsOf } = gathered;
  const nameOf = toNameOf(state);
  const limit = shown + sameMomentAtMost;
  const arrivals = (what: 'appeared' | 'gone') =>
    wanted.has(what) ? readArrivals(pool, what, { site, reach, before, limit }) : [];
  const links = new Map(
    factsOf(site)
      .links.links.flatMap((one) => [one, ...one.link.parts.flatMap((id) => net.links.get(id) ?? [])])
      .flatMap(({ link }) =>
        link.told.map((told) => [toTroubleKey({ ...told.resource, key: told.facts.key }), link] as const),
      ),
  );
  const identities = [...links.values()].flatMap(({ told }) =>
    told.map(({ resource: { connectionId, nativeId }, facts: { key } }) => ({ connectionId, nativeId, key })),
  );
  const kinds = stretchKinds.filter((one) => wanted.has(one));
  const [appeared, gone, first, troubles, stretches, edits] = await Promise.all([
    arrivals('appeared'),
    arrivals('gone'),
    wanted.has('first-seen') ? readFirstSeen(pool, site, reach) : null,
    wanted.has('link') ? readTroublesOf(pool, identities, limit, before) : [],
    kinds.length > 0 ? readStretches(pool, site, { kinds, before, limit }) : [],
    wanted.has('edit') ? readSiteEdits(pool, site, { before, limit }) : [],
  ]);
  return [
    ...[...appeared, ...gone].map((one) => toArrivalEvent(one, site, nameOf)),
    ...(first === null || first.at > before ? [] : [toFirstSeenEvent(first, nameOf)]),
    ...troubles.flatMap((trouble) => {
      const link = links.get(toTroubleKey(trouble));
      return link === undefined ? [] : [toLinkEvent(trouble, link)];
    }),
    ...stretches.flatMap((stretch) => toStretchEvent(stretch) ?? []),
    ...edits.map((edit) => toEditEvent(edit, site)),
  ];
}

/** More than happen in one millisecond at one site. */
const sameMomentAtMost = 500;

function toTroubleKey({ connectionId, nativeId, key }: { connectionId: string | null; nativeId: string; key: string }) {
  return `${connectionId} ${nativeId} ${key}`;
}

interface Position {
  at: number;
  id: string;
}

function toPosition({ at, id }: SiteEvent): Position {
  return { at: Date.parse(at), id };
}

/** Above 0 where an event comes after a position: earlier, or at the same time with a later id. */
function compare(event: SiteEvent, { at, id }: Position): number {
  const own = Date.parse(event.at);
  if (own !== at) return at - own;
  return event.id < id ? -1 : event.id > id ? 1 : 0;
}

function toCursor(event: SiteEvent): string {
  const { at, id } = toPosition(event);
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function fromCursor(cursor: string): Position {
  const message = 'This cursor is not one of ours.';
  const refusal = new Refusal('invalid', message, [{ path: 'cursor', message }]);
  try {
    const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw refusal;
  }
}
