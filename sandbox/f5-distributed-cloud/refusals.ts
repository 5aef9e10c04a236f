import type { WireResponse } from '../wire/wire';

/** A refusal as the API words it: a code of gRPC's, a message, and no details. */
export class EdgeError extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'EdgeError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const invalidArgument = (message: string) => new EdgeError(400, 3, message);
export const unauthenticated = () => new EdgeError(401, 16, 'authentication failed: API token is invalid or expired');
export const permissionDenied = (operation: string) =>
  new EdgeError(403, 7, `The user does not have permission to call ${operation} in this namespace`);
export const notFound = (message: string) => new EdgeError(404, 5, message);
export const unknownPath = () => new EdgeError(404, 5, 'Not Found');
export const wrongMethod = () => new EdgeError(501, 12, 'Method Not Allowed');
export const rateLimited = (retryAfterSeconds: number | undefined) =>
  new EdgeError(
    429,
    8,
    'rate limit exceeded for this endpoint',
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
export const broken = (status: number) =>
  status === 503
    ? new EdgeError(503, 14, 'upstream connect error or disconnect/reset before headers')
    : new EdgeError(status, 13, 'internal error');

/** The refusal on the wire. */
export function toResponse({ status, code, message, headers }: EdgeError): WireResponse {
  const body = JSON.stringify({ code, message, details: [] });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}
