import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

/** What Azure says with an error code, in our words. `clock` needs the clocks compared before it can be told. */
export type CodeMeaning =
  | 'denied'
  | 'no-credentials'
  | 'secret'
  | 'secret-expired'
  | 'certificate'
  | 'federation'
  | 'application'
  | 'tenant'
  | 'policy'
  | 'token'
  | 'clock'
  | 'throttled'
  | 'unavailable'
  | 'not-offered';

export const faultKindOf: Record<CodeMeaning, ProviderFaultKind> = {
  denied: 'permission-missing',
  'no-credentials': 'credentials-rejected',
  secret: 'credentials-rejected',
  'secret-expired': 'credentials-rejected',
  certificate: 'credentials-rejected',
  federation: 'credentials-rejected',
  application: 'credentials-rejected',
  tenant: 'credentials-rejected',
  policy: 'credentials-rejected',
  token: 'credentials-rejected',
  clock: 'credentials-rejected',
  throttled: 'rate-limited',
  unavailable: 'unavailable',
  'not-offered': 'capability-unsupported',
};

/** Error codes of Resource Manager and its providers, `error` of Entra and names of SDK errors. Compared without case. */
const codes: Partial<Record<CodeMeaning, string[]>> = {
  denied: [
    'AuthorizationFailed',
    'AuthorizationPermissionMismatch',
    'Forbidden',
    'InsufficientAccess',
    'LinkedAuthorizationFailed',
    'RBACAccessDenied',
    'AccessDenied',
    'DisallowedOperation',
  ],
  'no-credentials': ['CredentialUnavailableError'],
  secret: ['invalid_client'],
  application: ['unauthorized_client'],
  token: [
    'AuthenticationFailed',
    'AuthenticationFailedMissingToken',
    'ExpiredAuthenticationToken',
    'InvalidAuthenticationInfo',
    'InvalidAuthenticationToken',
    'InvalidAuthenticationTokenAudience',
    'InvalidAuthenticationTokenTenant',
    'MissingAuthenticationToken',
    'NoAuthenticationInformation',
    'Unauthorized',
  ],
  throttled: [
    'OperationThrottled',
    'RateLimiting',
    'RequestThrottled',
    'RequestsThrottled',
    'ResourceRequestsThrottled',
    // A storage account beyond its rate says only this.
    'ServerBusy',
    'SubscriptionRequestsThrottled',
    'TenantRequestsThrottled',
    'ThrottledRequest',
    'Throttling',
    'TooManyRequests',
  ],
  unavailable: [
    'GatewayTimeout',
    'InternalServerError',
    'InternalError',
    'OperationTimedOut',
    'RequestTimeout',
    'RpcTimeout',
    'ServerTimeout',
    'ServiceUnavailable',
    'temporarily_unavailable',
  ],
  'not-offered': [
    'DisabledSubscription',
    'LocationNotAvailable',
    'MissingSubscriptionRegistration',
    'NoRegisteredProviderFound',
    'NotImplemented',
    'SubscriptionNotRegistered',
  ],
};

/** Microsoft Entra's AADSTS numbers, as its error reference lists them. */
const entraNumbers: Partial<Record<CodeMeaning, number[]>> = {
  secret: [7000215, 7000216, 7000218],
  'secret-expired': [7000222],
  certificate: [50012, 50013, 700021, 700023, 700027, 700030, 1000502],
  federation: [70021, 700211, 700212, 700213, 700222, 700223, 700238],
  application: [70001, 700016, 7000112, 7000229, 500011, 500014, 650052, 650057],
  tenant: [50020, 50059, 90002, 90019, 900023],
  policy: [53000, 53001, 53002, 53003, 53004, 530032, 530034],
  clock: [50027, 500133, 700024],
  throttled: [50196, 90055],
  unavailable: [90006, 90020, 90024, 90033, 90051, 1090033],
};

const meanings = new Map<string, CodeMeaning>(entriesOf(codes).map(([code, meaning]) => [code.toLowerCase(), meaning]));
const entraMeanings = new Map<number, CodeMeaning>(entriesOf(entraNumbers));

/** Undefined for a code that says nothing in general. */
export function meaningOfCode(code: string): CodeMeaning | undefined {
  return meanings.get(code.toLowerCase());
}

/** Undefined for a number that is not known here. */
export function meaningOfEntraNumber(number: number): CodeMeaning | undefined {
  return entraMeanings.get(number);
}

function entriesOf<Code>(table: Partial<Record<CodeMeaning, Code[]>>): [Code, CodeMeaning][] {
  return Object.entries(table).flatMap(([meaning, listed]) =>
    isCodeMeaning(meaning) ? listed.map((code): [Code, CodeMeaning] => [code, meaning]) : [],
  );
}

function isCodeMeaning(text: string): text is CodeMeaning {
  return Object.hasOwn(faultKindOf, text);
}
