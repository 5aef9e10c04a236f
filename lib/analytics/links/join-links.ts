import { finishAtOnce, type Steps } from '@/lib/analytics/gpus/steps';
import type { LinkEnd } from '@/lib/domain/link/link-facts';
import { findDeclaredTwins, placeByDeclared } from './join-declared';
import type { LinkPlace } from './link-place';
import type { LinkedResource, ToldLink } from './told-link';

/** One link, whoever tells of it. */
export interface Link {
  id: string;
  /** As told; the first names it. Two where both of its ends are read. Never empty. */
  told: readonly [ToldLink, ...ToldLink[]];
  near: LinkPlace;
  far: LinkPlace;
  /** The link it is a part of, as a tunnel is of its connection; null: of none. */
  parent: string | null;
  parts: readonly string[];
  /** Links it rides on. Null: not told what it rides on. Empty: the internet, or nothing. */
  carriers: readonly string[] | null;
  /** Links that ride on it. */
  riders: readonly string[];
  /** Links that stand in for it and for each other, itself not among them. */
  spares: readonly string[];
}

/** Names that sites are also called by, in lower case, and the site each means. */
export type SiteNames = ReadonlyMap<string, string>;

/**
 * What several providers tell of links, as the links there are: a line that two tell of is one, and each knows what it is a
 * part of, what it rides on, what stands in for it and where it ends. In order of the ids.
 */
export function joinLinks(
  told: readonly ToldLink[],
  resources: readonly LinkedResource[],
  siteNames: SiteNames,
): Map<string, Link> {
  return finishAtOnce(joinInSteps(told, resources, siteNames));
}

/** The same, as steps: there may be tens of thousands. */
export function* joinInSteps(
  told: readonly ToldLink[],
  resources: readonly LinkedResource[],
  siteNames: SiteNames,
): Steps<Map<string, Link>> {
  const joined = new Map<string, ToldLink[]>();
  const idOf = new Map<string, string>();
  const twins = findTwins(told);
  yield;
  const declaredTwins = findDeclaredTwins(told, twins);
  yield;
  for (const one of inOrder(told)) {
    yield;
    const twin = twins.get(one.id) ?? declaredTwins.get(one.id);
    const id = twin !== undefined && idOf.has(twin) ? (idOf.get(twin) ?? one.id) : one.id;
    idOf.set(one.id, id);
    joined.set(id, [...(joined.get(id) ?? []), one]);
  }
  const byNative = groupByNative(told, idOf);
  const places = new Map(resources.map((one) => [`${one.connectionId} ${one.nativeId}`, one]));
  const links = new Map<string, Link>();
  for (const [id, tellings] of joined) {
    yield;
    const [first, ...others] = tellings;
    if (first === undefined) continue;
    const carriers = tellings.find(({ facts }) => facts.carriers !== null)?.facts.carriers ?? null;
    const parent = tellings.flatMap((one) => parentOf(one, idOf))[0] ?? null;
    const nearBy = (one: ToldLink) => placeNear(one, places);
    const twin = others.find(
      ({ resource, declared }) => declared === undefined && resource.connectionId !== first.resource.connectionId,
    );
    const near = nearBy(first);
    const far = twin === undefined ? placeFar(first, places, siteNames) : ({ ...nearBy(twin), by: 'twin' } as const);
    links.set(id, {
      id,
      told: [first, ...others],
      near,
      far: placeByDeclared(near, far, tellings),
      parent,
      parts: [],
      carriers: toCarriers(carriers, (native) => byNative.get(`${first.resource.connectionId} ${native}`) ?? []),
      riders: [],
      spares: [],
    });
  }
  rideDeclared(links, told, idOf);
  return yield* withRelations(links, joined);
}

/** By id; what people declared after what is read, which names a link and says where it begins. */
function inOrder(told: readonly ToldLink[]): ToldLink[] {
  const rank = ({ declared }: ToldLink) => (declared === undefined ? 0 : 1);
  return [...told].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** What people say that links ride on, beside what is read of that. */
function rideDeclared(links: Map<string, Link>, told: readonly ToldLink[], idOf: ReadonlyMap<string, string>): void {
  const ride = (rider: string | undefined, carrier: string | undefined) => {
    const link = links.get(rider ?? '');
    if (link === undefined || carrier === undefined || link.id === carrier || !links.has(carrier)) return;
    links.set(link.id, { ...link, carriers: [...new Set([...(link.carriers ?? []), carrier])] });
  };
  for (const { id, declared } of told) {
    for (const carrier of declared?.ridesOn ?? []) ride(idOf.get(id), idOf.get(carrier));
    for (const rider of declared?.carries ?? []) ride(idOf.get(rider), idOf.get(id));
  }
}

/**
 * Links that are one. Of two connections: they share a name that providers give to one line, or each is the other's far end.
 * Where one does not say at which of its addresses it begins, the other's word is enough if nobody else's fits. Of one
 * connection: the halves of a peering, each of which is listed at its own end.
 */
export function findTwins(told: readonly ToldLink[]): Map<string, string> {
  const twins = new Map<string, string>();
  const pair = (one: ToldLink, other: ToldLink) => {
    if (twins.has(one.id) || twins.has(other.id)) return;
    twins.set(one.id, other.id);
    twins.set(other.id, one.id);
  };
  const byShared = Map.groupBy(
    told.flatMap((one) => one.facts.sharedIds.map((shared) => ({ one, shared: `${one.facts.form} ${shared}` }))),
    ({ shared }) => shared,
  );
  for (const [, [a, b, ...more]] of byShared)
    if (a && b && more.length === 0 && (isOfAnother(a.one, b.one) || isHalfOf(a.one, b.one))) pair(a.one, b.one);
  pairHalves(told, twins, pair);
  const tunnels = told.filter(({ facts }) => facts.far.address !== null);
  const byNear = Map.groupBy(tunnels, ({ facts }) => facts.near.address ?? '');
  for (const one of tunnels) {
    const candidates = (byNear.get(one.facts.far.address ?? '') ?? []).filter(
      (other) =>
        isOfAnother(one, other) &&
        (one.facts.near.address === null || other.facts.far.address === one.facts.near.address),
    );
    const [only, ...more] = candidates;
    if (only !== undefined && more.length === 0) pair(one, only);
  }
  return twins;
}

/** Pairs the halves of peerings, where between two networks there is one each way. */
function pairHalves(
  told: readonly ToldLink[],
  twins: ReadonlyMap<string, string>,
  pair: (one: ToldLink, other: ToldLink) => void,
): void {
  const open = told.filter((one) => one.facts.form === 'network-peering' && !twins.has(one.id));
  const toKey = ({ resource }: ToldLink, from: LinkEnd, to: LinkEnd) =>
    JSON.stringify([resource.connectionId, from.resource, to.resource]);
  const byEnds = Map.groupBy(open, (one) => toKey(one, one.facts.near, one.facts.far));
  for (const [one, ...others] of byEnds.values()) {
    if (one === undefined || others.length > 0) continue;
    const [half, ...more] = byEnds.get(toKey(one, one.facts.far, one.facts.near)) ?? [];
    if (half !== undefined && more.length === 0 && isHalfOf(one, half)) pair(one, half);
  }
}

/** Whether two are a peering's halves: from each of two networks to the other. */
function isHalfOf({ id, facts }: ToldLink, other: ToldLink): boolean {
  const { near, far } = facts;
  const isPeering = facts.form === 'network-peering' && other.facts.form === 'network-peering';
  return (
    isPeering &&
    id !== other.id &&
    near.resource !== null &&
    far.resource !== null &&
    near.resource === other.facts.far.resource &&
    far.resource === other.facts.near.resource
  );
}

const isOfAnother = (one: ToldLink, other: ToldLink) => one.resource.connectionId !== other.resource.connectionId;

/** Of one that rides on what nobody tells of, it is not known what it rides on. */
function toCarriers(
  carriers: readonly string[] | null,
  idsOf: (native: string) => readonly string[],
): readonly string[] | null {
  const found = carriers?.flatMap(idsOf) ?? [];
  return carriers === null || (carriers.length > 0 && found.length === 0) ? null : found;
}

/** Ids of the links of each resource, by connection and native id. */
function groupByNative(told: readonly ToldLink[], idOf: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, resource, facts } of told) {
    if (facts.partOf !== null) continue;
    const key = `${resource.connectionId} ${resource.nativeId}`;
    found.set(key, [...new Set([...(found.get(key) ?? []), idOf.get(id) ?? id])]);
  }
  return found;
}

function parentOf({ resource, facts }: ToldLink, idOf: ReadonlyMap<string, string>): string[] {
  if (facts.partOf === null) return [];
  const own = facts.partOf === '' ? resource.id : `${resource.id}~${facts.partOf}`;
  const id = idOf.get(own);
  return id === undefined ? [] : [id];
}

function* withRelations(links: Map<string, Link>, joined: ReadonlyMap<string, ToldLink[]>): Steps<Map<string, Link>> {
  const all = [...links.values()];
  const parts = Map.groupBy(all, ({ parent }) => parent);
  const riders = Map.groupBy(
    all.flatMap(({ id, carriers }) => (carriers ?? []).map((carrier) => ({ id, carrier }))),
    ({ carrier }) => carrier,
  );
  const groups = Map.groupBy(
    all.flatMap(({ id }) =>
      (joined.get(id) ?? []).flatMap(({ resource, facts }) =>
        facts.redundancyGroup === null ? [] : [{ id, group: `${resource.connectionId} ${facts.redundancyGroup}` }],
      ),
    ),
    ({ group }) => group,
  );
  yield;
  const spares = new Map<string, Set<string>>();
  for (const members of groups.values())
    for (const { id } of members) {
      const known = spares.get(id) ?? new Set();
      for (const other of members) if (other.id !== id) known.add(other.id);
      spares.set(id, known);
    }
  const placed = new Map(all.map((link) => [link.id, { ...link, far: placeByParts(link, parts.get(link.id) ?? []) }]));
  for (const link of placed.values()) {
    yield;
    links.set(link.id, {
      ...link,
      far: placeByCarrier(link, placed),
      parts: (parts.get(link.id) ?? []).map(({ id }) => id),
      riders: (riders.get(link.id) ?? []).map(({ id }) => id),
      spares: [...(spares.get(link.id) ?? [])],
    });
  }
  return links;
}

/** Of a link that does not say at which site it ends: where its parts do, if those that know agree. */
function placeByParts({ near, far }: Link, parts: readonly Link[]): LinkPlace {
  if (far.site !== null) return far;
  const ends = parts.flatMap((part) => {
    const end = part.near.site === near.site ? part.far : part.far.site === near.site ? part.near : null;
    return end === null || end.site === null ? [] : [end];
  });
  const [first] = ends;
  if (first === undefined || ends.some(({ site }) => site !== first.site)) return far;
  return { ...first, label: far.label ?? first.label };
}

/** Of a link that does not say where it ends: where what it rides on does. */
function placeByCarrier({ far, carriers }: Link, links: ReadonlyMap<string, Link>): LinkPlace {
  if (far.site !== null || far.label !== null) return far;
  const [carrier] = (carriers ?? []).flatMap((id) => links.get(id) ?? []);
  return carrier === undefined ? far : { ...carrier.far, by: 'carrier' };
}

type Places = ReadonlyMap<string, LinkedResource>;

function placeNear({ resource, facts, declared }: ToldLink, places: Places): LinkPlace {
  if (declared !== undefined) return declared.near;
  const at = resourceAt(resource, facts.near, places) ?? resource;
  return { site: at.site, label: facts.near.place ?? at.name, by: 'resource' };
}

function placeFar({ resource, facts, declared }: ToldLink, places: Places, siteNames: SiteNames): LinkPlace {
  if (declared !== undefined) return declared.far;
  const { far } = facts;
  const at = resourceAt(resource, far, places);
  if (at !== undefined) return { site: at.site, label: far.place ?? at.name, by: 'resource' };
  const site = siteNames.get((far.place ?? '').toLowerCase());
  if (site !== undefined) return { site, label: far.place, by: 'name' };
  return { site: null, label: far.place ?? far.address, by: 'nothing' };
}

function resourceAt({ connectionId }: LinkedResource, end: LinkEnd, places: Places): LinkedResource | undefined {
  return end.resource === null ? undefined : places.get(`${connectionId} ${end.resource}`);
}
