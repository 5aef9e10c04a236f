import { randomUUID } from 'node:crypto';
import type { WireResponse } from '../wire/wire';

interface AzureErrorDetail {
  headers?: Record<string, string>;
  /** Errors beneath this one, the most telling last. */
  details?: { code: string; message: string }[];
}

/** A refusal in the words of Resource Manager and of what stands behind it. */
export class AzureError extends Error {
  readonly status: number;
  /** The vendor's code, e.g. `AuthorizationFailed`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly { code: string; message: string }[];

  constructor(status: number, code: string, message: string, { headers = {}, details = [] }: AzureErrorDetail = {}) {
    super(message);
    this.name = 'AzureError';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

export function writeAzureError({ status, code, message, headers, details }: AzureError): WireResponse {
  const error = details.length === 0 ? { code, message } : { code, message, details };
  return jsonResponse(status, { error }, headers);
}

/** A JSON answer; integers too large for a number are written whole. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache', ...headers },
    body: stringify(body),
  };
}

/** Nobody outside this process can write it, so no text is ever taken for a number. */
const mark = randomUUID();
const marked = new RegExp(`"${mark}(\\d+)"`, 'g');

/** JSON in which a bigint is a number with all its digits. */
function stringify(body: unknown): string {
  const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? `${mark}${value}` : value));
  return text.replace(marked, '$1');
}
