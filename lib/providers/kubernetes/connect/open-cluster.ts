import type { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { parseExactJson } from '../../contract/http/parse-json';
import { NoCredentials, Refusal } from './answers';
import type { KubernetesSession } from './kubernetes-session';

/** One request to a cluster's API. */
export interface ClusterRequest {
  /** `group:verb-resource`, e.g. `core:list-pods`. */
  operation: string;
  /** From the root of the API, e.g. `/api/v1/pods`. */
  path: string;
  query?: Record<string, string | undefined>;
  /** Sent as JSON with POST; absent for GET. */
  body?: object;
}

/** A cluster's API server, reached through one session. */
export interface Cluster {
  name: string;
  siteHint: string | null;
  now: () => Date;
  /** Throws a `ProviderError`. */
  request<T>(request: ClusterRequest, schema: z.ZodType<T>): Promise<T>;
  /** Hands over an answer line by line as it arrives, each parsed as JSON. Throws a `ProviderError`, or what `take` throws. */
  stream(request: ClusterRequest, take: (line: unknown) => void): Promise<void>;
}

export function openCluster({ settings, secret, transport, calls, now }: KubernetesSession): Cluster {
  const { server, clusterName, siteHint } = settings;
  const send = createGuardedFetch(transport);
  // A proxy that cannot stream must not close the way for everything else, so streams have a circuit of their own.
  const run = <T>(request: ClusterRequest, bucket: string, read: (answer: Response) => Promise<T>) => {
    const { operation } = request;
    const call = { operation, bucket, priceMicroUsd: 0, place: `the cluster ${clusterName}` };
    return calls.run(call, async (signal) => {
      if (secret === null) throw new NoCredentials();
      const headers = new Headers({ accept: 'application/json' });
      if ('token' in secret) headers.set('authorization', `Bearer ${secret.token}`);
      const posted = request.body === undefined ? {} : { method: 'POST', body: JSON.stringify(request.body) };
      if (request.body !== undefined) headers.set('content-type', 'application/json');
      const answer = await send(toUrl(server, request), { headers, signal, ...posted });
      if (answer.ok) return read(answer);
      throw new Refusal(answer.status, answer.headers, parseIfJson(await answer.text()));
    });
  };
  return {
    name: clusterName,
    siteHint: siteHint ?? null,
    now,
    request: (request, schema) =>
      run(request, clusterName, async (answer) => schema.parse(parseExactJson(await answer.text()))),
    stream: (request, take) =>
      run(request, `${clusterName}/watch`, (answer) => takeLines(answer, (line) => take(parseExactJson(line)))),
  };
}

function toUrl(server: string, { path, query = {} }: ClusterRequest): URL {
  const url = new URL(`${server}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

async function takeLines({ body }: Response, take: (line: string) => void): Promise<void> {
  if (body === null) return;
  let parts: string[] = [];
  // Only what is new is looked at: a line that arrives in thousands of pieces must not be gone through with each.
  const takeWhole = (text: string) => {
    const [end = '', ...starts] = text.split('\n');
    parts.push(end);
    for (const start of starts) {
      const line = parts.join('');
      parts = [start];
      if (line.trim() !== '') take(line);
    }
  };
  const decoder = new TextDecoder();
  for await (const chunk of body) takeWhole(decoder.decode(chunk, { stream: true }));
  takeWhole(`${decoder.decode()}\n`);
}

/** A refusal may come from a proxy before the API server, in any form. */
function parseIfJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
