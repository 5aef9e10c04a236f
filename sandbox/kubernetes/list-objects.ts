import { z } from 'zod';
import { type ApiResource, apiVersionOf } from '../world/kubernetes/api-resources';
import type { ClusterObject, Thing } from '../world/kubernetes/thing';
import type { ClusterSnapshot } from '../world/kubernetes/world';
import { type Call, rememberedTicks } from './call';
import { badRequest, pageExpired, versionExpired, versionTooLarge } from './refusals';
import { type Matches, readSelectors } from './selectors';

/** Where a page begins. `again` marks a page served a second time; version -1 is whatever is newest. */
const tokenSchema = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.int(),
  start: z.string(),
  again: z.boolean().optional(),
});
type Token = z.infer<typeof tokenSchema>;

const newest = -1;

/** Answers a list: a page of one state of the cluster, or all of it. */
export function listObjects(call: Call, type: ApiResource, namespace: string | null): Record<string, unknown> {
  const { query } = call.request;
  const limit = readLimit(query.limit);
  const token = query.continue ? readToken(query.continue) : null;
  const snapshot = chooseSnapshot(call, token);
  const matches = readSelectors(query);
  const all = call.fault?.kind === 'empty-success' ? [] : snapshot.list(type);
  const things = chooseThings(all, namespace, query, matches);
  const begin = token ? firstFrom(things, token.start) : 0;
  const page = limit === null ? things.slice(begin) : things.slice(begin, begin + limit);
  const left = things.length - begin - page.length;
  const next = limit === null ? null : nextToken(call, snapshot, token, left > 0 ? page.at(-1) : undefined);
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {
      resourceVersion: String(snapshot.tick),
      ...(next && { continue: writeToken(next) }),
      ...(next && !matches && { remainingItemCount: left }),
    },
    items: page.map((thing) => toItem(type, thing.document())),
  };
}

/** What was chosen of a list, by what it was chosen by: the pages of one reading choose the same. */
const chosen = new WeakMap<readonly Thing[], Map<string, readonly Thing[]>>();

function chooseThings(
  all: readonly Thing[],
  namespace: string | null,
  query: Call['request']['query'],
  matches: Matches | null,
): readonly Thing[] {
  if (namespace === null && !matches) return all;
  const known = chosen.get(all) ?? new Map<string, readonly Thing[]>();
  chosen.set(all, known);
  const key = JSON.stringify([namespace, query.labelSelector, query.fieldSelector]);
  const things = known.get(key) ?? thingsIn(all, namespace).filter((thing) => !matches || matches(thing.document()));
  known.set(key, things);
  return things;
}

/** Things of one namespace, or of all. They are in order of key, so those of a namespace lie together. */
export function thingsIn(things: readonly Thing[], namespace: string | null): readonly Thing[] {
  if (namespace === null) return things;
  return things.filter((thing) => thing.namespace === namespace);
}

const builtInGroups = new Set(['', 'apps', 'batch']);

/** Items of built-in types leave out what they are; those of custom types say it. */
function toItem(type: ApiResource, { apiVersion, kind, ...rest }: ClusterObject): Record<string, unknown> {
  return builtInGroups.has(type.group) ? rest : { apiVersion, kind, ...rest };
}

function chooseSnapshot({ world, snapshot, request, fault }: Call, token: Token | null): ClusterSnapshot {
  if (token) {
    if (token.rv === newest) return snapshot;
    if (fault?.kind === 'position-expired' || snapshot.tick - token.rv > rememberedTicks || token.rv > snapshot.tick) {
      throw pageExpired(writeToken({ v: 'meta.k8s.io/v1', rv: newest, start: token.start }));
    }
    return world.atTick(token.rv);
  }
  const asked = readVersion(request.query.resourceVersion);
  if (asked === null || asked === 0) return snapshot;
  if (asked > snapshot.tick) throw versionTooLarge(asked, snapshot.tick);
  if (request.query.resourceVersionMatch !== 'Exact') return snapshot;
  if (snapshot.tick - asked > rememberedTicks) throw versionExpired(asked, snapshot.tick - rememberedTicks);
  return world.atTick(asked);
}

/** Reads a resource version; null when none is given. */
export function readVersion(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`resourceVersion: Invalid value: "${text}": must be a number`);
  return Number(text);
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined || text === '' || text === '0') return null;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`limit: Invalid value: "${text}": must be a whole number`);
  return Number(text);
}

/** The place of the first thing whose key is not before `start`. */
function firstFrom(things: readonly Thing[], start: string): number {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((things[middle]?.key ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nextToken(
  { fault }: Call,
  { tick }: ClusterSnapshot,
  token: Token | null,
  last: Thing | undefined,
): Token | null {
  const here = { v: 'meta.k8s.io/v1', rv: tick, start: token?.start ?? '' } as const;
  if (fault?.kind === 'token-loop') return here;
  if (fault?.kind === 'duplicate-page' && token?.again !== true) return { ...here, again: true };
  // The first key that could follow: no character sorts before this one.
  return last === undefined ? null : { ...here, start: `${last.key}\u0000` };
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(text: string): Token {
  const refused = () => badRequest('continue key is not valid');
  try {
    const parsed = tokenSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refused();
}
