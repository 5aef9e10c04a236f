import { randomUUID } from 'node:crypto';
import type { SimulatedClock } from '../control/clock';
import type { FaultSwitchboard, FaultTarget } from '../faults/fault-switchboard';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import { subscriptions, tenant } from '../world/azure/geography';
import type { AzureSnapshot, AzureWorld } from '../world/azure/world';
import type { BillBook } from '../world/bills/bill-book';
import { AzureError, writeAzureError } from './azure-error';
import { answerBlob } from './blob/answer-blob';
import type { Call } from './call';
import { checkAccessToken } from './entra/access-token';
import { answerInstanceDiscovery, answerKeys, answerOpenIdConfiguration } from './entra/answer-discovery';
import { answerToken, checkTenant, strikeSignIn } from './entra/answer-token';
import { managementAudiences, metricsAudiences } from './entra/audiences';
import type { Directory } from './entra/directory';
import { EntraError, writeEntraError } from './entra/entra-error';
import type { ExportStore } from './exports/export-store';
import { answerBatch, regionOfBatch } from './metrics/answer-batch';
import * as refusals from './refusals';
import type { AnswerCache } from './resource-graph/answer-cache';
import { answerQuery, coveredBy, readBody } from './resource-graph/answer-query';
import type { QueryQuota } from './resource-graph/query-quota';
import { answerExports } from './resource-manager/cost-exports';
import { answerCostQuery } from './resource-manager/cost-query';
import { answerReservation } from './resource-manager/get-reservation';
import { getResource } from './resource-manager/get-resource';
import { listSkus } from './resource-manager/list-skus';
import { listSubscriptions } from './resource-manager/list-subscriptions';
import type { ReadBucket } from './resource-manager/read-bucket';
import { answerRetailPrices } from './retail-prices/answer-retail-prices';
import { type BlobRoute, type CostRoute, type ReservationRoute, type Route, routeOf } from './route';

/** What the face answers from. */
export interface AzureFaceContext {
  world: AzureWorld;
  bills: BillBook;
  /** What lies in the storage account of the exports. */
  exports: ExportStore;
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  directory: Directory;
  sealKey: Buffer;
  quota: QueryQuota;
  answers: AnswerCache;
  /** Null: reads of Resource Manager are not counted. */
  reads: ReadBucket | null;
  subscriptionCeiling: number;
  realNow: () => Date;
}

/** Answers one request: finds the operation, lets a fault strike, authenticates, runs. */
export function answer(context: AzureFaceContext, request: WireRequest): Answer {
  const route = routeOf(request);
  const now = context.realNow();
  if (!route) {
    const error = new AzureError(404, 'InvalidResourceType', 'The face serves no such path.');
    return { response: writeAzureError(error), fault: null, believedNow: now };
  }
  const world = context.world.at(context.clock.now());
  const fault = context.faults.strike('azure', targetOf(context, route, request, world));
  const skewMs = fault?.kind === 'clock-skew' ? fault.offsetMs : 0;
  const faceNow = new Date(now.getTime() + skewMs);
  const believedNow = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed' ? faceNow : now;
  const requestId = randomUUID();
  const call: Call = {
    request,
    requestId,
    origin: `https://${request.headers.host ?? ''}`,
    world,
    worldNow: context.clock.now(),
    now: faceNow,
    fault,
    sealKey: context.sealKey,
    quota: context.quota,
    answers: context.answers,
    subscriptionCeiling: context.subscriptionCeiling,
  };
  const response = respond(context, route, call);
  return {
    response: { ...response, headers: { 'x-ms-request-id': requestId, ...response.headers } },
    fault,
    believedNow,
  };
}

function respond(context: AzureFaceContext, route: Route, call: Call): WireResponse {
  const { directory } = context;
  try {
    if (route.operation === 'retailPrices') return answerRetailPrices(call);
    if ('storageAccount' in route) return answerBlob(directory, context.exports, route, call);
    return isSignIn(route) ? signIn(directory, route, call) : manage(context, route, call);
  } catch (error) {
    if (error instanceof EntraError) return writeEntraError(error, call.now);
    if (error instanceof AzureError) return writeAzureError(error);
    throw error;
  }
}

type SignInRoute = Extract<Route, { operation: 'discoverInstance' | 'discoverOpenId' | 'listKeys' | 'token' }>;

function isSignIn(route: Route): route is SignInRoute {
  return 'tenantNamed' in route || route.operation === 'discoverInstance';
}

function signIn(directory: Directory, route: SignInRoute, { request, origin, fault, now }: Call): WireResponse {
  strikeSignIn(fault);
  if (route.operation === 'discoverInstance') return answerInstanceDiscovery(origin);
  if (route.operation === 'token') {
    return answerToken(directory, { request, tenantNamed: route.tenantNamed, origin, fault, now });
  }
  checkTenant(route.tenantNamed, 'invalid_tenant');
  return route.operation === 'listKeys' ? answerKeys() : answerOpenIdConfiguration(origin, route.tenantNamed);
}

type RetailRoute = Extract<Route, { operation: 'retailPrices' }>;
type QueryRoute = Extract<Route, { operation: 'queryCosts' }>;
type ManagedRoute = Exclude<Route, SignInRoute | BlobRoute | RetailRoute>;
type ReadRoute = Exclude<ManagedRoute, CostRoute | QueryRoute | ReservationRoute>;

function manage({ directory, reads, bills }: AzureFaceContext, route: ManagedRoute, call: Call): WireResponse {
  const { fault, now, request } = call;
  const service = serviceOf(route.operation);
  if (fault?.kind === 'expired-credentials') throw refusals.expiredToken(now);
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw refusals.missingToken();
  checkAccessToken(directory.tokenKey, token, service === 'metrics' ? metricsAudiences : managementAudiences, now);
  if (fault?.kind === 'throttle') throw refusals.throttled(service, fault.retryAfterSeconds);
  if (fault?.kind === 'server-error') throw refusals.broken(fault.status);
  if (request.query['api-version'] === undefined) {
    throw refusals.badRequest('MissingApiVersionParameter', 'The api-version query parameter is required.');
  }
  if (route.operation === 'queryCosts') return answerCostQuery(bills, route.costScope, call);
  if ('costScope' in route) return answerExports(bills, route, call);
  if (route.operation === 'getReservation') return answerReservation(route, call);
  const scope = 'subscription' in route ? `/subscriptions/${route.subscription}` : '/';
  const isKnown =
    !('subscription' in route) || Object.values(subscriptions).some(({ id }) => id === route.subscription);
  if (fault?.kind === 'missing-permission' || !isKnown) throw refusals.forbidden(actions[route.operation], scope);
  if (service === 'resourcemanager' && reads && reads.take(scope, now) < 0) throw refusals.throttled(service, 1);
  return run[route.operation](call);
}

const run: Readonly<Record<ReadRoute['operation'], (call: Call) => WireResponse>> = {
  subscriptions: listSubscriptions,
  resources: answerQuery,
  getResource,
  listSkus,
  getBatch: answerBatch,
};

/** What roles must allow for an operation. */
const actions: Readonly<Record<ReadRoute['operation'], string>> = {
  subscriptions: 'Microsoft.Resources/subscriptions/read',
  resources: 'Microsoft.ResourceGraph/resources/read',
  getResource: 'Microsoft.Resources/subscriptions/resources/read',
  listSkus: 'Microsoft.Compute/skus/read',
  getBatch: 'Microsoft.Insights/metrics/read',
};

function serviceOf(operation: ManagedRoute['operation']): refusals.AzureService {
  switch (operation) {
    case 'resources':
      return 'resourcegraph';
    case 'getBatch':
      return 'metrics';
    case 'listExports':
    case 'getExport':
    case 'listExportRuns':
    case 'queryCosts':
      return 'costmanagement';
    default:
      return 'resourcemanager';
  }
}

/** What faults are narrowed by. A query over several subscriptions counts as that one of them a rule in force names. */
function targetOf({ faults }: AzureFaceContext, route: Route, request: WireRequest, world: AzureSnapshot): FaultTarget {
  const { operation } = route;
  if (isSignIn(route)) return { account: tenant.id, region: 'global', service: 'login', operation };
  if (route.operation === 'getBatch') {
    return { account: route.subscription, region: regionOfBatch(request, world.find), service: 'metrics', operation };
  }
  if ('storageAccount' in route) {
    return { account: subscriptionOf(route, world), region: 'global', service: 'blob', operation };
  }
  if ('costScope' in route) {
    const account = route.costScope.split('/').at(-1)?.toLowerCase() ?? null;
    return { account, region: 'global', service: 'costmanagement', operation };
  }
  if ('subscription' in route) {
    return { account: route.subscription, region: 'global', service: 'resourcemanager', operation };
  }
  if (route.operation === 'retailPrices')
    return { account: null, region: 'global', service: 'retailprices', operation };
  if (route.operation === 'subscriptions' || route.operation === 'getReservation') {
    return { account: null, region: 'global', service: 'resourcemanager', operation };
  }
  const covered = coveredBy(readBody(request));
  const named = faults.state().azure?.flatMap(({ where }) => (where.account === undefined ? [] : [where.account]));
  const account = covered.find((id) => named?.includes(id)) ?? (covered.length === 1 ? covered[0] : undefined) ?? null;
  return { account, region: 'global', service: 'resourcegraph', operation };
}

/** The subscription that a storage account is in; null when nobody has it. */
function subscriptionOf({ storageAccount }: BlobRoute, world: AzureSnapshot): string | null {
  const accounts = world.list('microsoft.storage/storageaccounts');
  return accounts.find(({ record }) => record.name === storageAccount)?.record.subscription ?? null;
}
