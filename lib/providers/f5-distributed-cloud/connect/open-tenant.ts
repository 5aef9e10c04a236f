import type { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { parseExactJson } from '../../contract/http/parse-json';
import type { ProviderSession } from '../../contract/provider';
import { type DistributedCloudSecret, type DistributedCloudSettings, tenantHostOf } from '../settings';
import { NoCredentials, Refusal } from './answers';
import { toBucket } from './call-rates';

export type DistributedCloudSession = ProviderSession<DistributedCloudSettings, DistributedCloudSecret>;

/** One request to a tenant's API. */
export interface TenantRequest {
  /** `part:endpoint`, e.g. `config:sites`. The quota is the endpoint's, whatever namespace or site is asked about. */
  operation: string;
  /** From the root of the API, e.g. `/api/config/namespaces/system/sites`. */
  path: string;
  query?: readonly (readonly [string, string])[];
  /** Sent as JSON with POST; absent for GET. */
  body?: object;
}

/** A tenant's API, reached through one session. */
export interface Tenant {
  /** What the tenant's address calls it; its id is known only from what it lists. */
  host: string;
  now: () => Date;
  /** Throws a `ProviderError`. */
  request<T>(request: TenantRequest, schema: z.ZodType<T>): Promise<T>;
}

export function openTenant({ settings, secret, transport, calls, now }: DistributedCloudSession): Tenant {
  const host = tenantHostOf(settings);
  const send = createGuardedFetch(transport);
  return {
    host,
    now,
    request: ({ operation, path, query = [], body }, schema) => {
      const url = new URL(path, settings.tenantUrl);
      for (const [name, value] of query) url.searchParams.append(name, value);
      const call = { operation, bucket: toBucket(host, operation), priceMicroUsd: 0, place: `the tenant ${host}` };
      return calls.run(call, async (signal) => {
        if (secret === null) throw new NoCredentials();
        const headers = new Headers({ accept: 'application/json' });
        if ('apiToken' in secret) headers.set('authorization', `APIToken ${secret.apiToken}`);
        if (body !== undefined) headers.set('content-type', 'application/json');
        const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
        const answer = await send(url, { headers, signal, ...posted });
        const text = await answer.text();
        if (!answer.ok) throw new Refusal(answer.status, answer.headers, parseIfJson(text));
        return schema.parse(parseExactJson(text));
      });
    },
  };
}

/** A refusal may come from a gateway before the API, in any form. */
function parseIfJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
