import type { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import type { PrometheusSecret } from '../settings';
import { PrometheusRefusal, refusalSchema, successSchema } from './answers';
import type { PrometheusSession } from './prometheus-session';

/** One question to the API, made with GET so that a proxy may let nothing else through. */
export interface PrometheusRequest {
  /** What is called, as the API's paths name it, e.g. `query_range`. */
  resource: 'targets' | 'query' | 'query_range';
  parameters: Record<string, string>;
}

/** What was asked for, and whether the server said that it may not be all. */
export interface PrometheusAnswer<T> {
  data: T;
  hasWarnings: boolean;
}

/** A Prometheus-compatible server, reached through one session. */
export interface Prometheus {
  /** Host and port: the account of everything it tells. */
  host: string;
  now: () => Date;
  /** `schema` is of the whole document. Throws a `ProviderError`. */
  ask<T>(request: PrometheusRequest, schema: z.ZodType<T>): Promise<PrometheusAnswer<T>>;
}

export function openPrometheus({ settings, secret, transport, calls, now }: PrometheusSession): Prometheus {
  const { endpoint, tenant } = settings;
  const { host } = new URL(endpoint);
  const send = createGuardedFetch(transport);
  const headers = {
    accept: 'application/json',
    ...toAuthorization(secret),
    ...(tenant === undefined ? {} : { 'x-scope-orgid': tenant }),
  };
  return {
    host,
    now,
    ask: ({ resource, parameters }, schema) => {
      const call = { operation: `prometheus:${resource}`, bucket: host, priceMicroUsd: 0, place: host };
      return calls.run(call, async (signal) => {
        const url = `${endpoint}/api/v1/${resource}?${new URLSearchParams(parameters)}`;
        const answer = await send(url, { headers, signal });
        const text = await answer.text();
        const document: unknown = answer.status === 200 ? JSON.parse(text) : parseIfJson(text);
        if (answer.status !== 200 || refusalSchema.safeParse(document).success) {
          throw new PrometheusRefusal(answer.status, answer.headers, document, tenant !== undefined);
        }
        const { warnings, infos } = successSchema.parse(document);
        return { data: schema.parse(document), hasWarnings: hasAny(warnings) || hasAny(infos) };
      });
    },
  };
}

function toAuthorization(secret: PrometheusSecret | null): Record<string, string> {
  if (secret === null) return {};
  if ('token' in secret) return { authorization: `Bearer ${secret.token}` };
  return { authorization: `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}` };
}

function hasAny(notes: unknown[] | null | undefined): boolean {
  return notes !== null && notes !== undefined && notes.length > 0;
}

/** A refusal may come from a proxy before the server, in any form. */
function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
