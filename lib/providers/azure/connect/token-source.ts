import type { HttpClient } from '@azure/core-rest-pipeline';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { ProviderError } from '../../contract/provider-error';
import { azurePlacesOf } from './azure-places';
import type { AzureSession } from './azure-session';
import { createCredential } from './credentials';
import { createGuardedHttpClient } from './guarded-http-client';

/** A token is asked for anew this long before it ends, in milliseconds. */
const renewBeforeMs = 5 * 60_000;

const operation = 'entra:IssueToken';

interface HeldToken {
  pending: Promise<AccessToken>;
  renewAtMs: number;
}

/** Tokens of the connection, one a scope, asked for when first needed and again shortly before they end. */
export class TokenSource {
  readonly #session: AzureSession;
  readonly #held = new Map<string, HeldToken>();

  constructor(session: AzureSession) {
    this.#session = session;
  }

  /** Throws a `ProviderError` when there is none to be had. */
  async tokenFor(scope: string): Promise<AccessToken> {
    const held = this.#held.get(scope);
    if (held !== undefined && this.#session.now().getTime() < held.renewAtMs) return held.pending;
    const asked: HeldToken = { pending: issueToken(this.#session, scope), renewAtMs: Number.POSITIVE_INFINITY };
    this.#held.set(scope, asked);
    try {
      const token = await asked.pending;
      asked.renewAtMs = token.expiresOnTimestamp - renewBeforeMs;
      return token;
    } catch (error) {
      if (this.#held.get(scope) === asked) this.#held.delete(scope);
      throw error;
    }
  }

  /** The same as a credential of the SDKs, for one scope. */
  credentialFor(scope: string): TokenCredential {
    return { getToken: () => this.tokenFor(scope) };
  }
}

function issueToken(session: AzureSession, scope: string): Promise<AccessToken> {
  const { tenantId } = session.settings;
  const exchange = new TokenExchange(session);
  return session.calls.run(
    { operation, bucket: `${tenantId}/entra`, place: `tenant ${tenantId}`, priceMicroUsd: 0 },
    (signal) => exchange.ask(scope, signal),
  );
}

/**
 * One scope's way to Entra. The SDK wraps what its HTTP client throws until neither code nor status is left, and takes no
 * signal; so both are kept here. Asked once at a time.
 */
class TokenExchange {
  readonly #session: AzureSession;
  #credential: TokenCredential | null = null;
  #signal: AbortSignal | null = null;
  #failure: { thrown: unknown } | null = null;

  constructor(session: AzureSession) {
    this.#session = session;
  }

  async ask(scope: string, signal: AbortSignal): Promise<AccessToken> {
    this.#signal = signal;
    this.#failure = null;
    let token: AccessToken | null;
    try {
      this.#credential ??= createCredential(this.#session, this.#httpClient());
      token = await this.#credential.getToken(scope);
    } catch (error) {
      throw this.#failureOr(error);
    }
    if (token !== null) return token;
    throw new ProviderError({
      kind: 'response-unexpected',
      code: 'TokenMissing',
      operation,
      message: 'Microsoft Entra accepted the credentials but issued no token.',
      remedy: 'Check that the endpoint is an Azure cloud.',
    });
  }

  /** With a secret at hand, the SDK calls the credential unavailable for any answer that it cannot read. */
  #failureOr(error: unknown): unknown {
    if (this.#failure !== null) return this.#failure.thrown;
    const isUnread = error instanceof Error && error.name === 'CredentialUnavailableError';
    if (!isUnread || this.#session.secret === null) return error;
    return new ProviderError({
      kind: 'response-unexpected',
      code: 'Unreadable',
      operation,
      message: 'The answer of Microsoft Entra to entra:IssueToken could not be read.',
      remedy: 'Check that the endpoint is an Azure cloud; if it is Azure’s own, wait for the next collection.',
      cause: error,
    });
  }

  #httpClient(): HttpClient {
    const { transport, settings } = this.#session;
    const client = createGuardedHttpClient(transport, azurePlacesOf(settings).authority);
    return {
      sendRequest: async (request) => {
        try {
          if (this.#signal !== null) request.abortSignal = this.#signal;
          return await client.sendRequest(request);
        } catch (thrown) {
          this.#failure = { thrown };
          throw thrown;
        }
      },
    };
  }
}
