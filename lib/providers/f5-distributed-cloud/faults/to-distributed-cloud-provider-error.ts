import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { toNetworkError } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { NoCredentials, Refusal } from '../connect/answers';
import { monitorRole } from '../permissions';
import { networkAdvice } from './network-advice';

type Sentences = Pick<ProviderError, 'kind' | 'message'> & { remedy: string };

const wrongAddress =
  'Check that the tenant URL is the address of an F5 console and that no proxy answers in its place.';

/** Classifies what a call to a tenant threw: by the API's own code, by HTTP status, then by system code. */
export function toDistributedCloudProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const { operation } = call;
  const subject = call.place === undefined ? operation : `${operation} in ${call.place}`;
  if (error instanceof NoCredentials) return new ProviderError({ ...noCredentials(subject), operation, cause: error });
  if (error instanceof Refusal) {
    return new ProviderError({
      ...explain(error, subject),
      code: error.code ?? String(error.status),
      operation,
      retryAfterMs: parseRetryAfter(error.retryAfter, now),
      cause: error,
    });
  }
  const unreadable = () =>
    new ProviderError({
      kind: 'response-unexpected',
      code: 'Unreadable',
      operation,
      message: `The answer to ${subject} was cut off or is not as the API describes it.`,
      remedy: wrongAddress,
      cause: error,
    });
  return toNetworkError(error, { operation, subject }, networkAdvice) ?? unreadable();
}

const kindsByCode: Record<string, ProviderFaultKind> = {
  UNAUTHENTICATED: 'credentials-rejected',
  PERMISSION_DENIED: 'permission-missing',
  RESOURCE_EXHAUSTED: 'rate-limited',
  UNAVAILABLE: 'unavailable',
  DEADLINE_EXCEEDED: 'unavailable',
};

function kindOf({ status, code }: Refusal): ProviderFaultKind {
  // A gateway may throttle or refuse before the API has a say, so its plain statuses come first.
  if (status === 401) return 'credentials-rejected';
  if (status === 429) return 'rate-limited';
  const byCode = code !== undefined && Object.hasOwn(kindsByCode, code) ? kindsByCode[code] : undefined;
  if (byCode !== undefined) return byCode;
  if (status === 403) return 'permission-missing';
  return status >= 500 ? 'unavailable' : 'response-unexpected';
}

function explain(refusal: Refusal, subject: string): Sentences {
  const kind = kindOf(refusal);
  switch (kind) {
    case 'credentials-rejected':
      return {
        kind,
        message: `F5 did not accept the credentials for ${subject}.`,
        remedy:
          'The API token or certificate is wrong, revoked or has expired: create a new one for the service credential.',
      };
    case 'permission-missing':
      return {
        kind,
        message: `F5 denied ${subject}.`,
        remedy: `Give the service credential the role ${monitorRole} in the namespace that is read (system, for sites).`,
      };
    case 'rate-limited':
      return {
        kind,
        message: `F5 is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the interval or ask F5 to raise the quota.',
      };
    case 'unavailable':
      return {
        kind,
        message: `F5 could not serve ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, look at F5’s status page.',
      };
    default:
      return {
        kind,
        message: `F5 refused ${subject} with ${refusal.code ?? refusal.status}.`,
        remedy: wrongAddress,
      };
  }
}

function noCredentials(subject: string): Sentences {
  return {
    kind: 'credentials-rejected',
    message: `The connection has no credentials for ${subject}.`,
    remedy: 'Enter a service credential’s API token, or its certificate and key.',
  };
}
