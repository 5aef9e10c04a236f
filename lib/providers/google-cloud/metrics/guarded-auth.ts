import { GoogleAuth, gaxios, PassThroughClient } from 'google-auth-library';
import type { GoogleClient } from '../connect/google-client';
import { toRefusal } from '../faults/google-refusal';

/**
 * What the vendor's client takes for its credentials and sends its requests by: the connection's own, over the guarded
 * transport. It asks no environment for others, retries nothing, and throws a `GoogleRefusal` for any answer but a success.
 */
export class GuardedAuth extends GoogleAuth {
  readonly #gaxios: gaxios.Gaxios;

  constructor({ fetchGuarded, token }: GoogleClient, signal: AbortSignal) {
    super({ authClient: new PassThroughClient() });
    this.#gaxios = new gaxios.Gaxios({
      retryConfig: { retry: 0, noResponseRetries: 0 },
      fetchImplementation: async (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Bearer ${await token()}`);
        const signals = [signal, ...(init?.signal ? [init.signal] : [])];
        const answer = await fetchGuarded(input, {
          method: init?.method ?? 'GET',
          headers,
          signal: AbortSignal.any(signals),
        });
        if (answer.ok) return answer;
        throw toRefusal(answer.status, answer.headers, await answer.text());
      },
    });
  }

  override fetch<T>(...call: Parameters<GoogleAuth['fetch']>): Promise<gaxios.GaxiosResponse<T>> {
    return this.#gaxios.fetch<T>(...call);
  }
}
