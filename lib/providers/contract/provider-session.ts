import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { ReceiveBudget } from './egress/receive-budget';
import type { ProviderCalls } from './provider-calls';

/** Agents that refuse forbidden addresses at dial time; the address checked is the address dialled. */
export interface GuardedTransport {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
  /** Counts what every answer holds; see `capResponse`. */
  received: ReceiveBudget;
  /** Throws a ProviderError when the URL's scheme or literal address is forbidden. */
  assertAllowed(url: URL): void;
  close(): void;
}

/** What a provider gets to work with for one connection. Settings and secret have passed the provider's schemas. */
export interface ProviderSession<Settings = unknown, Secret = unknown> {
  settings: Settings;
  /** Null when the connection uses the deployment's ambient credentials. */
  secret: Secret | null;
  transport: GuardedTransport;
  calls: ProviderCalls;
  signal: AbortSignal;
  now: () => Date;
}
