import type { Fault } from '../faults/fault';
import { type Credentials, identifyCaller } from '../kubernetes/credentials';
import { ApiError, badData, toErrorResponse } from '../prometheus/api-error';
import { operations } from '../prometheus/operations';
import { Parameters } from '../prometheus/parameters';
import { QueryError } from '../prometheus/query/parse';
import { SeriesStorage } from '../prometheus/query/storage';
import type { WireRequest, WireResponse } from '../wire/wire';
import { planTrayTargets } from '../world/kubernetes/coreweave-metrics';
import type { ClusterWorld } from '../world/kubernetes/world';
import type { ScrapeTarget } from '../world/prometheus/series';

/** Where the metrics endpoint is, below the face's origin. */
export const metricsPath = '/observability';
const apiPath = `${metricsPath}/api/v1/`;

/** What is asked of the metrics endpoint; null when something else is asked for. */
export function metricsOperation({ path }: WireRequest): string | null {
  if (!path.startsWith(`${metricsPath}/`)) return null;
  return findOperation(path)?.name ?? '';
}

function findOperation(path: string) {
  return path.startsWith(apiPath) ? operations.find((each) => each.path.test(path.slice(apiPath.length))) : undefined;
}

/** Makes the endpoint; its series are planned when first asked for. */
export function createMetricsEndpoint(seed: string, scale: number, cluster: ClusterWorld, credentials: Credentials) {
  let ground: { targets: ScrapeTarget[]; storage: SeriesStorage } | null = null;
  return (request: WireRequest, fault: Fault | null, nowMs: number): WireResponse => {
    if (fault?.kind === 'expired-credentials' || !identifyCaller(credentials, request))
      return text(401, 'Unauthorized');
    if (fault?.kind === 'throttle') {
      const { retryAfterSeconds } = fault;
      return text(
        429,
        'Too Many Requests',
        retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
      );
    }
    if (fault?.kind === 'server-error') return text(fault.status, 'The metrics are not available.');
    if (fault?.kind === 'missing-permission') return text(403, 'Forbidden');
    const operation = findOperation(request.path);
    if (!operation) return text(404, '404 page not found');
    ground ??= plan(seed, scale, cluster);
    const isEmpty = fault?.kind === 'empty-success';
    try {
      const name = operation.path.exec(request.path.slice(apiPath.length))?.[1] ?? null;
      const parameters = new Parameters(request);
      const outcome = operation.run({ ...ground, parameters, nowMs, name, isEmpty });
      const body = JSON.stringify({ status: 'success', ...outcome });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    } catch (error) {
      if (error instanceof ApiError) return toErrorResponse(error);
      if (error instanceof QueryError) return toErrorResponse(badData(`invalid parameter "query": ${error.message}`));
      throw error;
    }
  };
}

function plan(seed: string, scale: number, cluster: ClusterWorld) {
  const targets = planTrayTargets(seed, scale, cluster);
  return { targets, storage: new SeriesStorage(targets) };
}

function text(status: number, words: string, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${words}\n` };
}
