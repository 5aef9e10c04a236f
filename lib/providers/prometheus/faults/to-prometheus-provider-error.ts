import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { systemCodeOf, toNetworkFault } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { PrometheusRefusal } from '../connect/answers';
import { networkAdvice } from './network-advice';

interface Sentences {
  kind: ProviderFaultKind;
  code: string;
  message: string;
  remedy: string;
}

/** Classifies what a call threw: by HTTP status where it decides, by the API's `errorType`, then by system code. */
export function toPrometheusProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const { operation, place } = call;
  const subject = place === undefined ? operation : `${operation} of ${place}`;
  const retryAfterMs = error instanceof PrometheusRefusal ? parseRetryAfter(error.retryAfter, now) : undefined;
  return new ProviderError({ ...explain(error, subject), operation, retryAfterMs, cause: error });
}

/** Whether the server does not have what was asked for, as servers say that keep no targets of their own. */
export function saysUnserved(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError) || !(error.cause instanceof PrometheusRefusal)) return false;
  const { status, errorType } = error.cause;
  return status === 404 || status === 405 || status === 501 || (status === 400 && errorType !== 'bad_data');
}

function explain(error: unknown, subject: string): Sentences {
  if (error instanceof PrometheusRefusal) return explainRefusal(error, subject);
  const code = systemCodeOf(error);
  const network = code === undefined ? undefined : toNetworkFault(code, networkAdvice);
  if (code !== undefined && network !== undefined) {
    const { kind, problem, remedy } = network;
    return { kind, code, message: `Millwright could not ${problem} ${subject}.`, remedy };
  }
  return {
    kind: 'response-unexpected',
    code: 'Unreadable',
    message: `The answer to ${subject} could not be read as Prometheus’s API describes it.`,
    remedy: 'Check that the endpoint is a Prometheus-compatible server and that no proxy answers in its place.',
  };
}

/** The types of the API, and those that Thanos, Mimir and VictoriaMetrics add. */
const kindsByType: Record<string, ProviderFaultKind> = {
  timeout: 'unavailable',
  canceled: 'unavailable',
  unavailable: 'unavailable',
  internal: 'unavailable',
  server_error: 'unavailable',
  too_many_requests: 'rate-limited',
  bad_data: 'response-unexpected',
  execution: 'response-unexpected',
  not_found: 'response-unexpected',
  not_acceptable: 'response-unexpected',
  too_large_entry: 'response-unexpected',
};

function kindOf({ status, errorType }: PrometheusRefusal): ProviderFaultKind {
  if (status === 401) return 'credentials-rejected';
  if (status === 403) return 'permission-missing';
  if (status === 429) return 'rate-limited';
  const byType = errorType !== null && Object.hasOwn(kindsByType, errorType) ? kindsByType[errorType] : undefined;
  return byType ?? (status >= 500 ? 'unavailable' : 'response-unexpected');
}

function explainRefusal(refusal: PrometheusRefusal, subject: string): Sentences {
  const kind = kindOf(refusal);
  const code = refusal.errorType ?? String(refusal.status);
  switch (kind) {
    case 'credentials-rejected':
      return {
        kind,
        code,
        message: `The server did not accept the credentials for ${subject}.`,
        remedy: refusal.hasTenant
          ? 'Enter a valid token, or user name and password, and check the tenant.'
          : 'Enter a valid token, or user name and password; a server that keeps tenants apart also needs the tenant.',
      };
    case 'permission-missing':
      return {
        kind,
        code,
        message: `The server, or a proxy before it, denied ${subject}.`,
        remedy: 'Allow GET on /api/v1/query, /api/v1/query_range and /api/v1/targets for these credentials and tenant.',
      };
    case 'rate-limited':
      return {
        kind,
        code,
        message: `The server is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the collection interval.',
      };
    case 'unavailable':
      return {
        kind,
        code,
        message: `The server could not serve ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, look at the health and the query limits of the server.',
      };
    default:
      return {
        kind,
        code,
        message: `The server refused ${subject} with ${code}.`,
        remedy:
          'Check that the endpoint is a Prometheus-compatible server, and its limits on samples and series a query.',
      };
  }
}
