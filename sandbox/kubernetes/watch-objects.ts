import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiResource, apiVersionOf } from '../world/kubernetes/api-resources';
import type { ClusterObject, Thing } from '../world/kubernetes/thing';
import type { ClusterSnapshot } from '../world/kubernetes/world';
import { tickAt } from '../world/tick';
import { type Call, rememberedTicks } from './call';
import { readVersion, thingsIn } from './list-objects';
import { badRequest, versionExpired, versionTooLarge } from './refusals';
import { type Matches, readSelectors } from './selectors';

/** What a watch sends: what it has at once, and then whatever comes. */
export interface WatchAnswer {
  body: string;
  stream: AsyncIterable<string>;
}

/** A version older than this is refused before the stream begins; a younger one that is forgotten, within it. */
const refusedTicks = 240;
/** How often the simulated clock is looked at, in real time. */
const lookMs = 200;
/** Ticks between two bookmarks: a minute. */
const bookmarkTicks = 4;
const longestMs = 30 * 60_000;

interface Watched {
  type: ApiResource;
  namespace: string | null;
  matches: Matches | null;
}

/** Answers a watch. Its events are what differs between the cluster's states, tick after tick. */
export function watchObjects(call: Call, type: ApiResource, namespace: string | null): WatchAnswer {
  const { query } = call.request;
  const watched: Watched = { type, namespace, matches: readSelectors(query) };
  const bookmarks = query.allowWatchBookmarks === 'true';
  const wantsInitial = query.sendInitialEvents === 'true';
  if (wantsInitial && (!bookmarks || query.resourceVersionMatch !== 'NotOlderThan')) {
    throw badRequest('sendInitialEvents asks for allowWatchBookmarks and resourceVersionMatch=NotOlderThan');
  }
  const asked = readVersion(query.resourceVersion);
  const { snapshot, fault } = call;
  const follow = () => followCluster(call, watched, bookmarks, readTimeout(query.timeoutSeconds));
  if (asked === null || asked === 0 || wantsInitial) {
    const end = wantsInitial ? [bookmark(type, snapshot.tick, true)] : [];
    const initial = selected(call, watched, snapshot).map((object) => ({ type: 'ADDED', object }));
    return { body: write([...initial, ...end]), stream: follow() };
  }
  if (asked > snapshot.tick) throw versionTooLarge(asked, snapshot.tick);
  const age = snapshot.tick - asked;
  const isForgotten = fault?.kind === 'position-expired';
  if (age > refusedTicks || (isForgotten && fault.answer === 'status')) {
    throw versionExpired(asked, snapshot.tick - rememberedTicks);
  }
  if (age > rememberedTicks || isForgotten) {
    return { body: write([expired(asked, snapshot.tick)]), stream: nothing() };
  }
  return { body: write(changes(call, watched, call.world.atTick(asked), snapshot)), stream: follow() };
}

interface WatchEvent {
  type: string;
  object: unknown;
}

function write(events: readonly WatchEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

async function* nothing(): AsyncGenerator<string> {}

async function* followCluster(
  call: Call,
  watched: Watched,
  bookmarks: boolean,
  timeoutMs: number,
): AsyncGenerator<string> {
  const endsAt = performance.now() + timeoutMs;
  let seen = call.snapshot;
  let marked = seen.tick;
  while (performance.now() < endsAt) {
    await sleep(lookMs, undefined, { ref: false });
    const tick = tickAt(call.clock.now().getTime());
    if (tick <= seen.tick) continue;
    const current = call.world.atTick(tick);
    const events = changes(call, watched, seen, current);
    seen = current;
    if (bookmarks && tick - marked >= bookmarkTicks) {
      events.push(bookmark(watched.type, tick, false));
      marked = tick;
    }
    if (events.length > 0) yield write(events);
  }
}

/** What differs between two states, in the order it came about. */
export function changes(call: Call, watched: Watched, before: ClusterSnapshot, after: ClusterSnapshot): WatchEvent[] {
  if (call.fault?.kind === 'empty-success') return [];
  const old = new Map(thingsIn(before.list(watched.type), watched.namespace).map((thing) => [thing.key, thing]));
  const found: { version: number; event: WatchEvent }[] = [];
  const add = (version: number, type: string, object: ClusterObject) =>
    found.push({ version, event: { type, object } });
  for (const thing of thingsIn(after.list(watched.type), watched.namespace)) {
    const former = old.get(thing.key);
    old.delete(thing.key);
    if (former?.createdMs === thing.createdMs && former.version === thing.version) continue;
    const isSame = former?.createdMs === thing.createdMs;
    const was = former && accepts(watched, former);
    const is = accepts(watched, thing);
    if (former && was && !(isSame && is)) add(thing.version, 'DELETED', lastSeen(former, thing.version));
    if (is) add(thing.version, was && isSame ? 'MODIFIED' : 'ADDED', thing.document());
  }
  for (const gone of old.values()) {
    if (accepts(watched, gone)) add(after.tick, 'DELETED', lastSeen(gone, after.tick));
  }
  return found.sort((left, right) => left.version - right.version).map(({ event }) => event);
}

function accepts({ matches }: Watched, thing: Thing): boolean {
  return matches === null || matches(thing.document());
}

/** What was deleted, as it last was, at the version of its deletion. */
function lastSeen(thing: Thing, version: number): ClusterObject {
  const object = thing.document();
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
}

function selected({ fault }: Call, watched: Watched, snapshot: ClusterSnapshot): ClusterObject[] {
  if (fault?.kind === 'empty-success') return [];
  return thingsIn(snapshot.list(watched.type), watched.namespace)
    .filter((thing) => accepts(watched, thing))
    .map((thing) => thing.document());
}

function bookmark(type: ApiResource, tick: number, endsInitial: boolean): WatchEvent {
  return {
    type: 'BOOKMARK',
    object: {
      kind: type.kind,
      apiVersion: apiVersionOf(type),
      metadata: {
        resourceVersion: String(tick),
        creationTimestamp: null,
        ...(endsInitial && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
      },
    },
  };
}

function expired(asked: number, tick: number): WatchEvent {
  return { type: 'ERROR', object: versionExpired(asked, tick - rememberedTicks).document };
}

function readTimeout(text: string | undefined): number {
  if (text === undefined || text === '') return longestMs;
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`timeoutSeconds: Invalid value: "${text}"`);
  return Math.min(Number(text) * 1000, longestMs);
}
