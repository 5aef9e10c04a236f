import type { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { type GoogleApi, originOf } from '../endpoints';
import type { GoogleOperation } from '../permissions/operations';
import { openTokenSource, type TokenSource } from './access-tokens';
import { callGoogle, readAnswer } from './call-google';
import type { GoogleSession } from './google-session';

export interface GoogleRequest {
  operation: GoogleOperation;
  api: GoogleApi;
  /** From the origin on, without a query. */
  path: string;
  query?: [string, string][];
  /** Posted as JSON; a GET when absent. */
  body?: object;
  /** The project it concerns, for messages and so that its failures concern no other. */
  project?: string;
}

/** Google's REST APIs as one identity, through the session's limits and guarded transport. */
export interface GoogleClient {
  token: TokenSource;
  fetchGuarded: typeof fetch;
  /** What the answer's JSON says. Throws a `ProviderError`, also when the answer is not of the schema's form. */
  call<T>(request: GoogleRequest, schema: z.ZodType<T>): Promise<T>;
}

export function openGoogleClient(session: GoogleSession): GoogleClient {
  const fetchGuarded = createGuardedFetch(session.transport);
  const token = openTokenSource(session);
  return {
    token,
    fetchGuarded,
    async call({ operation, api, path, query = [], body, project }, schema) {
      const address = new URL(path, originOf(session.settings, api));
      for (const [name, value] of query) address.searchParams.append(name, value);
      const bearer = await token();
      return callGoogle(session.calls, operation, project ?? null, async (signal) => {
        const answer = await fetchGuarded(address, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            authorization: `Bearer ${bearer}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal,
        });
        return schema.parse(await readAnswer(answer));
      });
    },
  };
}
