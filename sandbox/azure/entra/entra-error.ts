import { randomUUID } from 'node:crypto';
import type { WireResponse } from '../../wire/wire';
import { jsonResponse } from '../azure-error';

/** A refusal in the words of Entra ID. */
export class EntraError extends Error {
  readonly status: number;
  /** OAuth's own word, e.g. `invalid_client`. */
  readonly error: string;
  /** The number behind `AADSTS`. */
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: string, code: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'EntraError';
    this.status = status;
    this.error = error;
    this.code = code;
    this.headers = headers;
  }
}

export function writeEntraError({ status, error, code, message, headers }: EntraError, now: Date): WireResponse {
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  const timestamp = now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const body = {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
  return jsonResponse(status, body, headers);
}
