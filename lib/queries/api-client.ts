import type { z } from 'zod';
import { ApiProblem } from './api-problem';
import { problemSchema } from './lazy-contracts';

/** Fetches the contract that an answer is held against. */
export type ContractLoader<T extends z.ZodType> = () => Promise<T>;

/** Values of a query string. Lists repeat the key; undefined ones are left out. */
export type QueryValues = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** The address of an API resource, e.g. `/api/v1/inventory?kind=volume&kind=bucket`. `path` starts with a slash. */
export function toApiUrl(path: string, query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    if (typeof value === 'object') for (const one of value) search.append(key, one);
    else search.append(key, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

export interface ReadOptions {
  query?: QueryValues;
  signal?: AbortSignal;
}

/** GETs a resource and holds it against its contract. Throws an ApiProblem, or the abort's own error. */
export async function readApi<T extends z.ZodType>(
  path: string,
  contract: ContractLoader<T>,
  { query, signal }: ReadOptions = {},
): Promise<z.infer<T>> {
  const response = await send(toApiUrl(path, query), { signal });
  return parseAnswer(response, contract);
}

export interface WriteOptions {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; absent means no body. */
  body?: unknown;
  /** Makes a repeated send harmless, where the route takes one. */
  idempotencyKey?: string;
}

/** Sends a mutation and holds the answer against its contract. Throws an ApiProblem. */
export async function writeApi<T extends z.ZodType>(
  path: string,
  contract: ContractLoader<T>,
  options: WriteOptions,
): Promise<z.infer<T>> {
  return parseAnswer(await sendWrite(path, options), contract);
}

/** Sends a mutation whose answer carries nothing. Throws an ApiProblem. */
export async function sendApi(path: string, options: WriteOptions): Promise<void> {
  await sendWrite(path, options);
}

function sendWrite(path: string, { method, body, idempotencyKey }: WriteOptions): Promise<Response> {
  return send(toApiUrl(path), {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json, application/problem+json', ...init.headers },
    });
  } catch (fault) {
    if (init.signal?.aborted) throw fault;
    throw new ApiProblem({
      kind: 'unreachable',
      status: null,
      title: 'The console did not answer',
      detail: 'The console did not answer. Check the network; it is asked again by itself.',
      cause: fault,
    });
  }
  if (!response.ok) throw await toProblem(response);
  return response;
}

async function toProblem(response: Response): Promise<ApiProblem> {
  const parsed = (await problemSchema()).safeParse(await readJson(response));
  if (parsed.success) return new ApiProblem({ kind: 'refused', ...parsed.data, status: response.status });
  return new ApiProblem({
    kind: 'unexpected',
    status: response.status,
    title: `The console answered with status ${response.status}`,
    requestId: response.headers.get('x-request-id'),
  });
}

async function parseAnswer<T extends z.ZodType>(response: Response, contract: ContractLoader<T>): Promise<z.infer<T>> {
  const [schema, body] = await Promise.all([contract(), readJson(response)]);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiProblem({
    kind: 'unexpected',
    status: response.status,
    title: 'The console answered in a form this page does not understand',
    detail: 'The console answered in a form this page does not understand. Reload the page; it may have been upgraded.',
    requestId: response.headers.get('x-request-id'),
    cause: parsed.error,
  });
}

/** The body as JSON; undefined when it is not JSON, which no contract accepts. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}
