import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { toNetworkError } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { NoCredentials, Refusal } from '../connect/answers';
import { networkAdvice } from './network-advice';

/** A difference of clocks beyond this, in milliseconds, can make a token that is not valid yet, or no longer. */
const clockToleranceMs = 5 * 60_000;

type Sentences = Pick<ProviderError, 'kind' | 'message'> & { remedy: string };

/** Classifies what a call to a cluster threw: by HTTP status and the reason of its `Status`, then by system code. */
export function toKubernetesProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const { operation } = call;
  const subject = call.place === undefined ? operation : `${operation} in ${call.place}`;
  if (error instanceof NoCredentials) return new ProviderError({ ...noCredentials(subject), operation, cause: error });
  if (error instanceof Refusal) {
    return new ProviderError({
      ...explain(error, subject, operation, now),
      code: error.reason ?? String(error.status),
      operation,
      retryAfterMs: parseRetryAfter(error.retryAfter, now),
      cause: error,
    });
  }
  const network = toNetworkError(error, { operation, subject }, networkAdvice);
  if (network !== null) return network;
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Unreadable',
    operation,
    message: `The answer to ${subject} could not be read as the API describes it.`,
    remedy: 'Check that the address is a Kubernetes API server and that no proxy answers in its place.',
    cause: error,
  });
}

/** Whether a listing or a watch has outlived what the server still remembers. */
export function saysExpired(error: unknown): error is ProviderError & { cause: Refusal } {
  return error instanceof ProviderError && error.cause instanceof Refusal && error.cause.status === 410;
}

/** Whether the server knows no such thing or path. */
export function saysAbsent(error: unknown): boolean {
  return error instanceof ProviderError && error.cause instanceof Refusal && error.cause.status === 404;
}

const kindsByReason: Record<string, ProviderFaultKind> = {
  Unauthorized: 'credentials-rejected',
  Forbidden: 'permission-missing',
  TooManyRequests: 'rate-limited',
  Timeout: 'unavailable',
  ServerTimeout: 'unavailable',
  InternalError: 'unavailable',
  ServiceUnavailable: 'unavailable',
};

function kindOf({ status, reason }: Refusal): ProviderFaultKind {
  const byReason = reason !== undefined && Object.hasOwn(kindsByReason, reason) ? kindsByReason[reason] : undefined;
  if (byReason !== undefined) return byReason;
  if (status === 401) return 'credentials-rejected';
  if (status === 403) return 'permission-missing';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'response-unexpected';
}

function explain(refusal: Refusal, subject: string, operation: string, now: Date): Sentences {
  const kind = kindOf(refusal);
  switch (kind) {
    case 'credentials-rejected':
      return describeRejection(refusal, subject, now);
    case 'permission-missing':
      return {
        kind,
        message: `The cluster denied ${subject}.`,
        remedy: `Let the service account’s ClusterRole allow ${toRule(operation)}; the connection form has it whole.`,
      };
    case 'rate-limited':
      return {
        kind,
        message: `The cluster is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the collection interval.',
      };
    case 'unavailable':
      return {
        kind,
        message: `The cluster could not serve ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, look at the health of the control plane.',
      };
    default:
      return {
        kind,
        message: `The cluster refused ${subject} with ${refusal.reason ?? refusal.status}.`,
        remedy: 'Check that the address is a Kubernetes API server and that no proxy answers in its place.',
      };
  }
}

function describeRejection({ date }: Refusal, subject: string, now: Date): Sentences {
  const leadMs = date === undefined ? Number.NaN : now.getTime() - Date.parse(date);
  if (Math.abs(leadMs) >= clockToleranceMs) {
    const minutes = Math.round(Math.abs(leadMs) / 60_000);
    return {
      kind: 'credentials-rejected',
      message: `The cluster did not accept the credentials for ${subject}, and the clocks differ: this machine’s is ${minutes} min ${leadMs > 0 ? 'ahead' : 'behind'}.`,
      remedy: 'Synchronise the clocks of this machine and of the API server (NTP), then enter a new token.',
    };
  }
  return {
    kind: 'credentials-rejected',
    message: `The cluster did not accept the credentials for ${subject}.`,
    remedy: 'The token or certificate is wrong or has expired: enter a new one from the service account.',
  };
}

function noCredentials(subject: string): Sentences {
  return {
    kind: 'credentials-rejected',
    message: `The connection has no credentials for ${subject}.`,
    remedy: 'Enter a service account’s token, or a client certificate with its key.',
  };
}

/** `core:list-pods` as a rule reads: `list on pods`, with the group where it has one. */
export function toRule(operation: string): string {
  const [group = '', action = ''] = operation.split(':');
  const [verb, ...resource] = action.split('-');
  return group === 'core' ? `${verb} on ${resource.join('-')}` : `${verb} on ${resource.join('-')}.${group}`;
}
