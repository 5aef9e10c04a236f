/** Words of Google's error model, with the HTTP status each goes with. */
export const httpStatusOf = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;
export type ErrorStatus = keyof typeof httpStatusOf;

export interface ErrorInfo {
  reason: string;
  domain: string;
  metadata: Record<string, string>;
}

/** A refusal of one of Google's APIs. */
export class GoogleError extends Error {
  override name = 'GoogleError';
  readonly status: ErrorStatus;
  readonly info: ErrorInfo | null;
  readonly headers: Record<string, string>;

  constructor(
    status: ErrorStatus,
    message: string,
    info: ErrorInfo | null = null,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.info = info;
    this.headers = headers;
  }
}

/** A refusal of a token endpoint, which speaks OAuth's dialect instead. */
export class TokenError extends Error {
  override name = 'TokenError';
  readonly httpStatus: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(code: string, description: string, httpStatus = 400, headers: Record<string, string> = {}) {
    super(description);
    this.code = code;
    this.httpStatus = httpStatus;
    this.headers = headers;
  }
}

export function invalidArgument(message: string): GoogleError {
  return new GoogleError('INVALID_ARGUMENT', message);
}

/** The refusal of whoever lacks `permission` on `resource`. */
export function permissionDenied(host: string, permission: string, resource: string): GoogleError {
  return new GoogleError(
    'PERMISSION_DENIED',
    `Permission '${permission}' denied on resource '${resource}' (or it may not exist).`,
    { reason: 'IAM_PERMISSION_DENIED', domain: host, metadata: { permission, resource } },
  );
}

/** The refusal of a token that is missing, not Google's or too old. */
export function unauthenticated(
  reason: 'CREDENTIALS_MISSING' | 'ACCESS_TOKEN_EXPIRED' | 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
  host: string,
): GoogleError {
  const message =
    reason === 'CREDENTIALS_MISSING'
      ? 'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'
      : 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
  return new GoogleError(
    'UNAUTHENTICATED',
    message,
    { reason, domain: 'googleapis.com', metadata: { service: host } },
    {
      'www-authenticate': `Bearer realm="https://accounts.google.com/"${reason === 'CREDENTIALS_MISSING' ? '' : ', error="invalid_token"'}`,
    },
  );
}

/** A quota that a caller has used up. */
export interface Quota {
  host: string;
  metric: string;
  limit: string;
  /** Calls a minute. */
  perMinute: number;
}

export function quotaExceeded(quota: Quota, consumer: string, retryAfterSeconds?: number): GoogleError {
  const { host, metric, limit, perMinute } = quota;
  return new GoogleError(
    'RESOURCE_EXHAUSTED',
    `Quota exceeded for quota metric '${metric}' and limit '${limit}' of service '${host}' for consumer 'project_number:${consumer}'.`,
    {
      reason: 'RATE_LIMIT_EXCEEDED',
      domain: 'googleapis.com',
      metadata: {
        service: host,
        consumer: `projects/${consumer}`,
        quota_metric: metric,
        quota_limit: limit,
        quota_limit_value: String(perMinute),
        quota_location: 'global',
      },
    },
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}
