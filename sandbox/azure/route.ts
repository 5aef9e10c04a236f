import type { WireRequest } from '../wire/wire';

/** What a request asks of the face. */
export type Route =
  | { operation: 'discoverInstance' }
  | { operation: 'discoverOpenId' | 'listKeys' | 'token'; tenantNamed: string }
  | { operation: 'subscriptions' | 'resources' }
  | { operation: 'getResource' | 'listSkus' | 'getBatch'; subscription: string }
  | CostRoute
  | { operation: 'queryCosts'; costScope: string }
  | ReservationRoute
  | { operation: 'retailPrices' }
  | BlobRoute;

/** A call for one reservation, by its path. */
export type ReservationRoute = { operation: 'getReservation'; reservationId: string };

/** A call about exports of Cost Management. */
export type CostRoute = {
  operation: 'listExports' | 'getExport' | 'listExportRuns';
  /** A billing account or a subscription, as the path names it. */
  costScope: string;
  exportName: string;
};

/** A call of the Blob service, of an account by the first part of the path. Names are as sent, escapes and all. */
export type BlobRoute = {
  operation: 'listContainers' | 'listBlobs' | 'getBlob' | 'getBlobProperties';
  storageAccount: string;
  container: string;
  blob: string;
};

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
  { method: 'GET', path: /^\/api\/retail\/prices\/?$/i, to: () => ({ operation: 'retailPrices' }) },
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
export function routeOf(request: WireRequest): Route | null {
  const { method, path } = request;
  for (const route of routes) {
    const match = method === route.method ? route.path.exec(path) : null;
    if (match) return route.to((match.groups?.name ?? '').toLowerCase());
  }
  return costRouteOf(request) ?? queryRouteOf(request) ?? reservationRouteOf(request) ?? blobRouteOf(request);
}

const reservationPath = /^\/providers\/Microsoft\.Capacity\/reservationOrders\/[^/]+\/reservations\/[^/]+$/i;

function reservationRouteOf({ method, path }: WireRequest): ReservationRoute | null {
  return method === 'GET' && reservationPath.test(path) ? { operation: 'getReservation', reservationId: path } : null;
}

const costPath =
  /^(?<scope>\/subscriptions\/[^/]+|\/providers\/Microsoft\.Billing\/billingAccounts\/[^/]+)\/providers\/Microsoft\.CostManagement\/exports(?:\/(?<name>[^/]+)(?<history>\/runHistory)?)?\/?$/i;

function costRouteOf({ method, path }: WireRequest): CostRoute | null {
  const { scope, name, history } = (method === 'GET' ? costPath.exec(path)?.groups : undefined) ?? {};
  if (scope === undefined) return null;
  const operation = history === undefined ? (name === undefined ? 'listExports' : 'getExport') : 'listExportRuns';
  return { operation, costScope: scope, exportName: name ?? '' };
}

const queryPath =
  /^(?<scope>\/subscriptions\/[^/]+|\/providers\/Microsoft\.Billing\/billingAccounts\/[^/]+)\/providers\/Microsoft\.CostManagement\/query\/?$/i;

function queryRouteOf({ method, path }: WireRequest): Route | null {
  const scope = method === 'POST' ? queryPath.exec(path)?.groups?.scope : undefined;
  return scope === undefined ? null : { operation: 'queryCosts', costScope: scope };
}

/** Names of storage accounts begin alike in this factory, and like no other path. */
const blobPath = /^\/(?<account>stmw[a-z0-9]{1,20})(?:\/(?<container>[^/]*)(?:\/(?<blob>.*))?)?$/;

function blobRouteOf({ method, path, query }: WireRequest): BlobRoute | null {
  const { account, container = '', blob = '' } = blobPath.exec(path)?.groups ?? {};
  if (account === undefined) return null;
  const route = { storageAccount: account, container, blob };
  if (method === 'HEAD') return blob === '' ? null : { operation: 'getBlobProperties', ...route };
  if (method !== 'GET') return null;
  if (blob !== '') return query.comp === undefined ? { operation: 'getBlob', ...route } : null;
  if (query.comp !== 'list') return null;
  if (container === '') return { operation: 'listContainers', ...route };
  return query.restype === 'container' ? { operation: 'listBlobs', ...route } : null;
}
