import type { WireRequest } from '../wire/wire';
import type { ApiResource } from '../world/kubernetes/api-resources';

/** Which resource a request names. */
export interface ResourceName {
  group: string;
  version: string;
  plural: string;
  subresource: string | null;
  namespace: string | null;
  name: string | null;
}

/** What a request asks for, as authorisation sees it. */
export interface Route {
  path: string;
  /** `get`, `list`, `watch`, `create`, …; of paths that are no resource, the method in lower case. */
  verb: string;
  /** Null for paths that are no resource. */
  resource: ResourceName | null;
}

const verbs: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Reads a request line; what it names need not exist. */
export function routeOf({ method, path: rawPath, query }: WireRequest): Route {
  const path = rawPath.length > 1 ? rawPath.replace(/\/+$/, '') : rawPath;
  const parts = path.split('/').slice(1).map(decodePart);
  const [root, ...rest] = parts;
  const isCore = root === 'api';
  const [group, version, ...tail] = isCore ? ['', ...rest] : rest;
  const isResource = (isCore || root === 'apis') && group !== undefined && version !== undefined && tail.length > 0;
  if (!isResource) return { path, verb: method.toLowerCase(), resource: null };
  const resource = { group, version, ...nameOf(tail) };
  return { path, verb: verbOf(method, query, resource), resource };
}

function verbOf(method: string, query: WireRequest['query'], { name }: ResourceName): string {
  if (method !== 'GET' && method !== 'HEAD') return verbs[method] ?? method.toLowerCase();
  const watches = query.watch === 'true' || query.watch === '1';
  return name !== null ? 'get' : watches ? 'watch' : 'list';
}

/** `pods`, `pods/NAME`, `namespaces/NS/pods/NAME/SUB`; a namespace is itself no namespaced thing. */
function nameOf(tail: string[]): Pick<ResourceName, 'namespace' | 'plural' | 'name' | 'subresource'> {
  const isNamespaced = tail[0] === 'namespaces' && tail.length > 2;
  const [plural = '', name = null, subresource = null] = isNamespaced ? tail.slice(2) : tail;
  return { namespace: isNamespaced ? (tail[1] ?? null) : null, plural, name, subresource };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

/** The type a route names, if it is served. */
export function typeOf(
  types: readonly ApiResource[],
  { group, version, plural }: ResourceName,
): ApiResource | undefined {
  return types.find((type) => type.group === group && type.version === version && type.plural === plural);
}

/** What faults are narrowed by: `core/v1` and `listPods`, `discovery` and `getApiGroups`. */
export function operationOf(
  types: readonly ApiResource[],
  { path, verb, resource }: Route,
): { service: string; operation: string } {
  if (!resource) return plainOperation(path);
  const { group, version, plural, subresource } = resource;
  const service = `${group === '' ? 'core' : group}/${version}`;
  if (subresource === 'pendingworkloads') return { service, operation: 'listPendingWorkloads' };
  const kind = typeOf(types, resource)?.kind ?? reviewKinds[plural] ?? plural;
  return { service, operation: verb === 'list' || verb === 'watch' ? `${verb}${kind}s` : `${verb}${kind}` };
}

const reviewKinds: Record<string, string> = {
  selfsubjectaccessreviews: 'SelfSubjectAccessReview',
  selfsubjectrulesreviews: 'SelfSubjectRulesReview',
  selfsubjectreviews: 'SelfSubjectReview',
};

function plainOperation(path: string): { service: string; operation: string } {
  if (path === '/version') return { service: 'version', operation: 'getVersion' };
  if (path === '/api') return { service: 'discovery', operation: 'getApiVersions' };
  if (path === '/apis') return { service: 'discovery', operation: 'getApiGroups' };
  if (path === '/api/v1' || /^\/apis\/[^/]+\/[^/]+$/.test(path)) {
    return { service: 'discovery', operation: 'getApiResources' };
  }
  if (/^\/apis\/[^/]+$/.test(path)) return { service: 'discovery', operation: 'getApiGroup' };
  return { service: 'health', operation: 'getHealth' };
}
