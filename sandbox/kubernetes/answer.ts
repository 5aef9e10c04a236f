import type { SimulatedClock } from '../control/clock';
import type { Fault } from '../faults/fault';
import type { FaceName, FaultSwitchboard } from '../faults/fault-switchboard';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import type { ClusterWorld } from '../world/kubernetes/world';
import { isAllowed, reviewAccess, reviewRules, reviewSelf } from './access';
import type { Call } from './call';
import { type Caller, type Credentials, identifyCaller } from './credentials';
import { aggregatedDiscovery, apiGroup, apiGroupList, apiResourceList, apiVersions, namedGroups } from './discovery';
import { listObjects } from './list-objects';
import { negotiate } from './negotiate';
import { pendingWorkloads } from './pending-workloads';
import * as refusals from './refusals';
import { operationOf, type Route, routeOf, typeOf } from './route';
import { StatusError } from './status-error';
import { watchObjects } from './watch-objects';

/** What a cluster's API server answers from. */
export interface ClusterFaceContext {
  face: FaceName;
  world: ClusterWorld;
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  credentials: Credentials;
  realNow: () => Date;
}

/** Answers one request: lets a fault strike, authenticates, authorises, runs. */
export function answer(context: ClusterFaceContext, request: WireRequest): Answer {
  const { world, face, faults } = context;
  const route = routeOf(request);
  const fault = faults.strike(face, { account: world.name, region: 'global', ...operationOf(world.types, route) });
  const believedNow = believedTime(context.realNow(), fault);
  return { response: respond(context, request, route, fault), fault: spoils(fault) ? fault : null, believedNow };
}

/** What the Date header says. */
export function believedTime(now: Date, fault: Fault | null): Date {
  const isSkewed = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed';
  return isSkewed ? new Date(now.getTime() + fault.offsetMs) : now;
}

/** Whether a fault is one of delivery; the others are acted out here, and must not keep a stream from flowing. */
function spoils(fault: Fault | null): boolean {
  return fault !== null && ['hang', 'slow-drip', 'garbage', 'truncated-page'].includes(fault.kind);
}

function respond(context: ClusterFaceContext, request: WireRequest, route: Route, fault: Fault | null): WireResponse {
  try {
    return run(context, request, route, fault);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return write(error.document, error.code, error.headers);
  }
}

const publicPaths = new Set(['/version', '/healthz', '/livez', '/readyz']);

function run(context: ClusterFaceContext, request: WireRequest, route: Route, fault: Fault | null): WireResponse {
  const { world, clock, credentials } = context;
  const caller = identifyCaller(credentials, request);
  const isOpen = publicPaths.has(route.path) && request.headers.authorization === undefined;
  if (fault?.kind === 'expired-credentials' || (!caller && !isOpen)) throw refusals.unauthorized();
  if (fault?.kind === 'throttle') throw refusals.throttled(fault.retryAfterSeconds);
  if (fault?.kind === 'server-error') throw refusals.broken(fault.status);
  const user = caller?.user ?? 'system:anonymous';
  if (fault?.kind === 'missing-permission' || !isAllowed(route)) throw refusals.forbidden(user, route);
  const accepted = negotiate(request.headers.accept);
  if (!route.resource) return answerPlain(context, request, route, accepted.aggregated, fault);
  const call: Call = { request, route, user, world, clock, snapshot: world.at(clock.now()), fault };
  return answerResource(context, call, route.resource, caller);
}

function answerResource(
  context: ClusterFaceContext,
  call: Call,
  resource: NonNullable<Route['resource']>,
  caller: Caller | null,
): WireResponse {
  const { body } = call.request;
  const { types, name: cluster } = context.world;
  if (call.route.verb === 'create') {
    if (resource.group === 'authorization.k8s.io' && resource.version === 'v1') {
      const { face, faults } = context;
      if (resource.plural === 'selfsubjectaccessreviews') {
        return write(reviewAccess({ body, cluster, face, faults, types }), 201);
      }
      if (resource.plural === 'selfsubjectrulesreviews') return write(reviewRules(body, types), 201);
    }
    if (resource.group === 'authentication.k8s.io' && resource.version === 'v1' && caller) {
      return write(reviewSelf(caller.user, caller.groups), 201);
    }
    throw refusals.noSuchPath();
  }
  if (resource.group === 'visibility.kueue.x-k8s.io') {
    const isServed = resource.version === 'v1beta2' && resource.subresource === 'pendingworkloads';
    if (!isServed) throw refusals.noSuchPath();
    return write(pendingWorkloads(call, resource));
  }
  const type = typeOf(types, resource);
  if (!type || resource.subresource !== null || (resource.namespace !== null && !type.namespaced)) {
    throw refusals.noSuchPath();
  }
  if (call.route.verb === 'watch') {
    return { status: 200, headers: jsonHeaders, ...watchObjects(call, type, resource.namespace) };
  }
  if (resource.name === null) return write(listObjects(call, type, resource.namespace));
  const key = type.namespaced ? `${resource.namespace}/${resource.name}` : resource.name;
  const thing = call.snapshot.list(type).find((each) => each.key === key);
  if (!thing) throw refusals.notFound(type, resource.name);
  return write(thing.document());
}

function answerPlain(
  { world }: ClusterFaceContext,
  { headers }: WireRequest,
  { path }: Route,
  aggregated: boolean,
  fault: Fault | null,
): WireResponse {
  const { types, gitVersion } = world;
  const isEmpty = fault?.kind === 'empty-success';
  if (path === '/version') return write(versionDocument(gitVersion));
  if (publicPaths.has(path))
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'ok' };
  if ((path === '/api' || path === '/apis') && aggregated) {
    const document = aggregatedDiscovery(isEmpty ? [] : types, path === '/api');
    return {
      status: 200,
      headers: { 'content-type': aggregatedType },
      body: JSON.stringify({ ...document, ...(isEmpty && { items: [] }) }),
    };
  }
  if (path === '/api') return write(apiVersions(headers.host ?? ''));
  if (path === '/apis') return write(apiGroupList(isEmpty ? [] : namedGroups(types)));
  const [, root, ...rest] = path.split('/');
  if (root === 'apis' && rest.length === 1) {
    const group = namedGroups(types).find((each) => each.group === rest[0]);
    if (group) return write(apiGroup(group));
  }
  const resources = apiResourceList(types, rest.join('/'));
  if (!resources || (root !== 'api' && root !== 'apis') || (root === 'api') !== (rest.length === 1)) {
    throw refusals.noSuchPath();
  }
  return write(isEmpty ? { ...resources, resources: [] } : resources);
}

const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const jsonHeaders = { 'content-type': 'application/json', 'cache-control': 'no-cache, private' };

function versionDocument(gitVersion: string) {
  const [major, minor] = gitVersion.slice(1).split('.');
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '2025-06-17T18:32:03Z',
    goVersion: 'go1.24.4',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function write(document: Record<string, unknown>, status = 200, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(document) };
}
