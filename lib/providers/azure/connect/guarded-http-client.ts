import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { parseExactJson } from '../../contract/http/parse-json';
import type { GuardedTransport } from '../../contract/provider';
import { AzureRefusal } from './azure-refusal';

/** Digits where a JSON number may stand that a double might not hold exactly. */
const longNumber = /[:[,]\s*-?\d{16}/;

/** A request for another origin than its client is for, as an answer's link or document may ask for; it is not sent. */
export class ForeignOrigin extends Error {
  constructor() {
    super('A request for another origin.');
    this.name = 'ForeignOrigin';
  }
}

/**
 * What Azure's SDKs send to one origin through: the connection's guarded transport, without redirects. An answer that is
 * no success is thrown as an `AzureRefusal`, so that no layer above retries it or wraps what it says.
 */
export function createGuardedHttpClient(transport: GuardedTransport, origin: string): HttpClient {
  const send = createGuardedFetch(transport);
  return {
    sendRequest(request) {
      if (URL.parse(request.url)?.origin !== origin) return Promise.reject(new ForeignOrigin());
      return exchange(send, request);
    },
  };
}

async function exchange(send: typeof fetch, request: PipelineRequest): Promise<PipelineResponse> {
  const headers = new Headers(request.headers.toJSON());
  headers.set('accept-encoding', 'identity');
  const answer = await send(request.url, {
    method: request.method,
    headers,
    body: toText(request.body),
    signal: request.abortSignal instanceof AbortSignal ? request.abortSignal : null,
  });
  const body = await answer.text();
  const answerHeaders = Object.fromEntries(answer.headers);
  if (!answer.ok) throw new AzureRefusal(answer.status, answerHeaders, body);
  // Called what it must be, so that the SDK fails on a page that is no JSON instead of handing it on as text.
  const asJson = createHttpHeaders({ ...answerHeaders, 'content-type': 'application/json' });
  return { request, status: answer.status, headers: asJson, bodyAsText: withExactNumbers(body) };
}

/** Azure's SDKs that Millwright uses send nothing but text. */
function toText(body: PipelineRequest['body']): string | null {
  if (body === undefined || body === null || typeof body === 'string') return body ?? null;
  throw new TypeError('A request body that is no text.');
}

/** Integers that a double cannot hold become text, digit by digit, before the SDK parses them. */
function withExactNumbers(body: string): string {
  if (!longNumber.test(body)) return body;
  try {
    return JSON.stringify(parseExactJson(body));
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
