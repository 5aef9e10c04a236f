import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { RefusalFacts } from './google-refusal';

/** What a refusal comes down to, for choosing the sentence and the remedy. */
export type RefusalMeaning =
  | 'credentials'
  | 'denied'
  | 'api-disabled'
  | 'billing'
  | 'perimeter'
  | 'throttled'
  | 'unavailable'
  | 'not-offered'
  | 'not-found';

export const faultKindOf: Record<RefusalMeaning, ProviderFaultKind> = {
  credentials: 'credentials-rejected',
  denied: 'permission-missing',
  'api-disabled': 'permission-missing',
  billing: 'permission-missing',
  perimeter: 'permission-missing',
  throttled: 'rate-limited',
  unavailable: 'unavailable',
  'not-offered': 'capability-unsupported',
  'not-found': 'response-unexpected',
};

/** Reasons of google.rpc.ErrorInfo that say more than the status does. */
const byReason = new Map<string, RefusalMeaning>([
  ['SERVICE_DISABLED', 'api-disabled'],
  ['BILLING_DISABLED', 'billing'],
  ['SECURITY_POLICY_VIOLATED', 'perimeter'],
  ['RATE_LIMIT_EXCEEDED', 'throttled'],
  ['RESOURCE_QUOTA_EXCEEDED', 'throttled'],
  ['rateLimitExceeded', 'throttled'],
  ['userRateLimitExceeded', 'throttled'],
  ['quotaExceeded', 'throttled'],
  ['IAM_PERMISSION_DENIED', 'denied'],
  ['USER_PROJECT_DENIED', 'denied'],
  ['ACCESS_TOKEN_EXPIRED', 'credentials'],
  ['ACCESS_TOKEN_TYPE_UNSUPPORTED', 'credentials'],
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'credentials'],
  ['CREDENTIALS_MISSING', 'credentials'],
  ['ACCOUNT_STATE_INVALID', 'credentials'],
]);

/** Canonical statuses that a proxy's HTTP status may hide. */
const byStatus = new Map<string, RefusalMeaning>([
  ['UNAUTHENTICATED', 'credentials'],
  ['PERMISSION_DENIED', 'denied'],
  ['RESOURCE_EXHAUSTED', 'throttled'],
  ['UNAVAILABLE', 'unavailable'],
  ['DEADLINE_EXCEEDED', 'unavailable'],
  ['ABORTED', 'unavailable'],
  ['INTERNAL', 'unavailable'],
  ['UNIMPLEMENTED', 'not-offered'],
  ['NOT_FOUND', 'not-found'],
]);

/** Undefined for what is none of these: a request that Google finds wrong. `isToken`: a token endpoint answered. */
export function toMeaning({ httpStatus, status, reason }: RefusalFacts, isToken: boolean): RefusalMeaning | undefined {
  const told = (reason && byReason.get(reason)) || (status && byStatus.get(status));
  if (told) return told;
  if (httpStatus === 429) return 'throttled';
  if (httpStatus === 501) return 'not-offered';
  if (httpStatus >= 500 || httpStatus === 408) return 'unavailable';
  if (httpStatus === 401) return 'credentials';
  if (isToken && httpStatus >= 400) return 'credentials';
  if (httpStatus === 403) return 'denied';
  return httpStatus === 404 ? 'not-found' : undefined;
}
