import type { WireResponse } from '../../wire/wire';
import { tenant } from '../../world/azure/geography';
import { element, xmlResponse } from './xml';

interface BlobErrorDetail {
  headers?: Record<string, string>;
  /** Further elements of the document. */
  detail?: Record<string, string>;
}

/** A refusal in the words of the Blob service. */
export class BlobError extends Error {
  override name = 'BlobError';
  readonly status: number;
  /** The vendor's code, e.g. `BlobNotFound`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, { headers = {}, detail = {} }: BlobErrorDetail = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.detail = detail;
  }
}

/** The refusal as a document; answers to HEAD and those without a body have only its headers. */
export function writeBlobError(error: BlobError, requestId: string, now: Date): WireResponse {
  const { status, code, message, headers, detail } = error;
  const told = { 'x-ms-error-code': code, ...headers };
  if (status === 304) return { status, headers: told, body: '' };
  const text = `${message}\nRequestId:${requestId}\nTime:${now.toISOString().replace('Z', '4447Z')}`;
  const document = { Code: code, Message: text, ...detail };
  return xmlResponse(
    status,
    `<Error>${Object.entries(document)
      .map(([name, value]) => element(name, value))
      .join('')}</Error>`,
    told,
  );
}

const challenge = `Bearer authorization_uri=https://login.microsoftonline.com/${tenant.id}/oauth2/authorize resource_id=https://storage.azure.com`;

export function noCredentials(): BlobError {
  return new BlobError(
    401,
    'NoAuthenticationInformation',
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    { headers: { 'www-authenticate': challenge } },
  );
}

const reasons = {
  signature: 'Signature validation failed. Signature key not found.',
  audience: 'Audience validation failed. Audience did not match.',
  expired: 'Lifetime validation failed. The token is expired.',
  early: 'Lifetime validation failed. The token is not yet valid.',
} as const;

export function badToken(fault: keyof typeof reasons): BlobError {
  return new BlobError(
    401,
    'InvalidAuthenticationInfo',
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    { headers: { 'www-authenticate': challenge }, detail: { AuthenticationErrorDetail: reasons[fault] } },
  );
}

export function notPermitted(): BlobError {
  return new BlobError(
    403,
    'AuthorizationPermissionMismatch',
    'This request is not authorized to perform this operation using this permission.',
  );
}

export function busy(retryAfterSeconds?: number): BlobError {
  return new BlobError(503, 'ServerBusy', 'The server is busy.', {
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  });
}

export function broken(status: number): BlobError {
  if (status === 503) return busy();
  return new BlobError(
    status,
    status === 504 ? 'OperationTimedOut' : 'InternalError',
    'Server encountered an internal error. Please try again after some time.',
  );
}

export function badQuery(name: string, value: string): BlobError {
  return new BlobError(
    400,
    'InvalidQueryParameterValue',
    'Value for one of the query parameters specified in the request URI is invalid.',
    { detail: { QueryParameterName: name, QueryParameterValue: value, Reason: 'The value is not valid.' } },
  );
}
