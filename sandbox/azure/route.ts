import type { WireRequest } from '../wire/wire';

/** What a request asks of the face. */
export type Route =
  | { operation: 'discoverInstance' }
  | { operation: 'discoverOpenId' | 'listKeys' | 'token'; tenantNamed: string }
  | { operation: 'subscriptions' | 'resources' }
  | { operation: 'getResource' | 'listSkus' | 'getBatch'; subscription: string };

const guid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const inSubscription = (rest: string) => new RegExp(`^/subscriptions/(?<name>${guid})${rest}$`, 'i');

const routes: readonly { method: string; path: RegExp; to: (name: string) => Route }[] = [
  { method: 'GET', path: /^\/common\/discovery\/instance$/, to: () => ({ operation: 'discoverInstance' }) },
  {
    method: 'GET',
    path: /^\/(?<name>[^/]+)(?:\/v2\.0)?\/\.well-known\/openid-configuration$/,
    to: (tenantNamed) => ({ operation: 'discoverOpenId', tenantNamed }),
  },
  {
    method: 'GET',
    path: /^\/(?<name>[^/]+)\/discovery\/v2\.0\/keys$/,
    to: (tenantNamed) => ({ operation: 'listKeys', tenantNamed }),
  },
  {
    method: 'POST',
    path: /^\/(?<name>[^/]+)\/oauth2\/v2\.0\/token$/,
    to: (tenantNamed) => ({ operation: 'token', tenantNamed }),
  },
  { method: 'GET', path: /^\/subscriptions\/?$/i, to: () => ({ operation: 'subscriptions' }) },
  {
    method: 'POST',
    path: /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    to: () => ({ operation: 'resources' }),
  },
  {
    method: 'POST',
    path: inSubscription('/metrics(?::|%3A)getBatch'),
    to: (subscription) => ({ operation: 'getBatch', subscription }),
  },
  {
    method: 'GET',
    path: inSubscription('/providers/Microsoft\\.Compute/skus'),
    to: (subscription) => ({ operation: 'listSkus', subscription }),
  },
  {
    method: 'GET',
    path: inSubscription('/resourceGroups/[^/]+/providers/.+'),
    to: (subscription) => ({ operation: 'getResource', subscription }),
  },
];

/** The operation a request asks for; null when the face has none such. */
export function routeOf({ method, path }: WireRequest): Route | null {
  for (const route of routes) {
    const match = method === route.method ? route.path.exec(path) : null;
    if (match) return route.to((match.groups?.name ?? '').toLowerCase());
  }
  return null;
}
