import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

/** What AWS says with an error code, in our words. `clock` needs the clocks compared before it can be told. */
export type CodeMeaning =
  | 'denied'
  | 'no-credentials'
  | 'credentials'
  | 'expired'
  | 'clock'
  | 'throttled'
  | 'unavailable'
  | 'not-offered';

export const faultKindOf: Record<CodeMeaning, ProviderFaultKind> = {
  denied: 'permission-missing',
  'no-credentials': 'credentials-rejected',
  credentials: 'credentials-rejected',
  expired: 'credentials-rejected',
  clock: 'credentials-rejected',
  throttled: 'rate-limited',
  unavailable: 'unavailable',
  'not-offered': 'capability-unsupported',
};

const codes: Record<CodeMeaning, string[]> = {
  denied: [
    'AccessDenied',
    'AccessDeniedException',
    'AllAccessDisabled',
    'AuthorizationError',
    'AuthorizationErrorException',
    'KMSAccessDeniedException',
    'NotAuthorized',
    'UnauthorizedAccess',
    'UnauthorizedException',
    'UnauthorizedOperation',
  ],
  'no-credentials': ['CredentialsProviderError', 'TokenProviderError'],
  credentials: [
    'AuthFailure',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSecurity',
    'InvalidToken',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'NotSignedUp',
    'UnrecognizedClientException',
  ],
  expired: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'],
  clock: [
    'InvalidSignatureException',
    'RequestExpired',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
  ],
  throttled: [
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'PriorRequestNotComplete',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'TooManyRequestsException',
  ],
  unavailable: [
    'DependencyTimeout',
    'DependencyTimeoutException',
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'InternalServerException',
    'KMSInternalException',
    'RequestTimeout',
    'RequestTimeoutException',
    'ServerException',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'Unavailable',
  ],
  'not-offered': [
    'InvalidAction',
    'NotImplemented',
    'OptInRequired',
    'RegionDisabledException',
    'SubscriptionRequiredException',
    'UnknownOperationException',
    'UnsupportedOperation',
    'UnsupportedOperationException',
  ],
};

const meanings = new Map<string, CodeMeaning>(
  Object.entries(codes).flatMap(([meaning, names]) =>
    isCodeMeaning(meaning) ? names.map((name): [string, CodeMeaning] => [name, meaning]) : [],
  ),
);

/** Undefined for a code that says nothing in general, such as an operation's own validation error. */
export function meaningOfCode(code: string): CodeMeaning | undefined {
  return meanings.get(code);
}

function isCodeMeaning(text: string): text is CodeMeaning {
  return Object.hasOwn(faultKindOf, text);
}

const codesOfAbsence: ReadonlySet<string> = new Set([
  'NoSuchBucket',
  'NotFoundException',
  'ResourceNotFound',
  'ResourceNotFoundException',
]);

/** SageMaker has no code of its own for an endpoint that is not there. A listed name is valid, so this says it is gone. */
const operationsOfAbsence: ReadonlySet<string> = new Set(['sagemaker:DescribeEndpoint']);

/** Whether a fault says that the thing asked for does not exist (any more). */
export function saysAbsent({ operation, code }: { operation: string; code?: string | undefined }): boolean {
  if (code === undefined) return false;
  return codesOfAbsence.has(code) || (code === 'ValidationException' && operationsOfAbsence.has(operation));
}
