import type { WireResponse } from '../wire/wire';

/** An error as the server words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorType: string;

  constructor(status: number, errorType: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errorType = errorType;
  }
}

/** Refuses a parameter, or an expression. */
export function badData(message: string): ApiError {
  return new ApiError(400, 'bad_data', message);
}

export function toErrorResponse({ status, errorType, message }: ApiError): WireResponse {
  const body = JSON.stringify({ status: 'error', errorType, error: message });
  return { status, headers: { 'content-type': 'application/json' }, body };
}
