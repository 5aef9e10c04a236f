import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { createHttpHeaders, createPipelineRequest, type HttpClient } from '@azure/core-rest-pipeline';
import { MetricsClient } from '@azure/monitor-query-metrics';
import { type AzurePlaces, azurePlacesOf } from './azure-places';
import type { AzureSession } from './azure-session';
import { createGuardedHttpClient } from './guarded-http-client';
import { QueryQuota } from './query-quota';
import { TokenSource } from './token-source';

/** No retries of the SDKs' own: the session's calls see to them. */
const noRetries = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };

/** Everything that reads one connection share: its clients, tokens and quota. */
export class AzureContext {
  readonly session: AzureSession;
  readonly places: AzurePlaces;
  readonly quota: QueryQuota;
  readonly resourceGraph: ResourceGraphClient;
  readonly #tokens: TokenSource;
  readonly #resourceManager: HttpClient;
  #retailPrices?: HttpClient;
  readonly #metrics = new Map<string, MetricsClient>();

  constructor(session: AzureSession) {
    const places = azurePlacesOf(session.settings);
    this.session = session;
    this.places = places;
    this.quota = new QueryQuota();
    this.#tokens = new TokenSource(session);
    this.#resourceManager = createGuardedHttpClient(session.transport, places.resourceManager);
    this.resourceGraph = new ResourceGraphClient(this.#tokens.credentialFor(places.resourceManagerScope), {
      endpoint: places.resourceManager,
      httpClient: this.#resourceManager,
      credentials: { scopes: [places.resourceManagerScope] },
      ...noRetries,
    });
  }

  /** Makes sure of a token before a call that needs it, so that its fault is not taken for the call's. */
  async authenticate(scope: 'resourceManagerScope' | 'metricsScope'): Promise<void> {
    await this.#tokens.tokenFor(this.places[scope]);
  }

  /** What a request for blobs proves itself with. Throws a `ProviderError` when there is no token to be had. */
  async storageAuthorization(): Promise<string> {
    const { token } = await this.#tokens.tokenFor(this.places.storageScope);
    return `Bearer ${token}`;
  }

  /** The metrics data plane of a region. */
  metricsOf(region: string): MetricsClient {
    const known = this.#metrics.get(region);
    if (known !== undefined) return known;
    const endpoint = this.places.metricsOf(region);
    const client = new MetricsClient(endpoint, this.#tokens.credentialFor(this.places.metricsScope), {
      httpClient: createGuardedHttpClient(this.session.transport, endpoint),
      credentials: { scopes: [this.places.metricsScope] },
      ...noRetries,
    });
    this.#metrics.set(region, client);
    return client;
  }

  /** Reads a page of the Retail Prices API, to which nobody has to say who they are. Throws what the HTTP client throws. */
  async readRetailPrices(url: string, abortSignal: AbortSignal): Promise<unknown> {
    const origin = this.places.retailPrices;
    if (origin === null) throw new Error('This cloud has no Retail Prices API.');
    this.#retailPrices ??= createGuardedHttpClient(this.session.transport, origin);
    const headers = createHttpHeaders({ accept: 'application/json' });
    const request = createPipelineRequest({ url, method: 'GET', headers, abortSignal });
    const { bodyAsText } = await this.#retailPrices.sendRequest(request);
    return JSON.parse(bodyAsText ?? '');
  }

  /** Asks Resource Manager a question that changes nothing; as `readResourceManager`, the answer as text. */
  async askResourceManager(url: string, question: object, abortSignal: AbortSignal): Promise<string> {
    const { token } = await this.#tokens.tokenFor(this.places.resourceManagerScope);
    const headers = createHttpHeaders({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    });
    const body = JSON.stringify(question);
    const request = createPipelineRequest({ url, method: 'POST', headers, body, abortSignal });
    const { bodyAsText } = await this.#resourceManager.sendRequest(request);
    return bodyAsText ?? '';
  }

  /** Reads a document of Resource Manager; `url` may lead nowhere else. Throws what the HTTP client throws. */
  async readResourceManager(url: string, abortSignal: AbortSignal): Promise<unknown> {
    const { token } = await this.#tokens.tokenFor(this.places.resourceManagerScope);
    const headers = createHttpHeaders({ accept: 'application/json', authorization: `Bearer ${token}` });
    const request = createPipelineRequest({ url, method: 'GET', headers, abortSignal });
    const { bodyAsText } = await this.#resourceManager.sendRequest(request);
    return JSON.parse(bodyAsText ?? '');
  }
}
