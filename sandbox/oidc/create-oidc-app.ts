import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import type { Persona } from '../world/personas';
import { answerInteraction } from './answer-interaction';
import { keepIdentityKeys } from './identity-keys';

/** The address below which the identity provider answers, here and through the console. */
export const oidcPath = '/sandbox/oidc';

export interface OidcAppOptions {
  /** Where the sandbox itself answers, `http://127.0.0.1:4100`: the issuer is `/sandbox/oidc` below it, always. */
  origin: string;
  /** Where keys are kept, so that the provider is the same after a restart. */
  dataDir: string;
  personas: readonly Persona[];
}

export interface OidcApp {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Answers every request whose path starts with `oidcPath`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

const clientId = 'millwright-demo';
const callbackPath = '/api/auth/callback/oidc';

/**
 * A certified OpenID Connect server that knows only the personas. Its issuer is fixed; the addresses a browser meets are
 * those of the host it came by, which the console's proxy names in X-Forwarded headers.
 */
export async function createOidcApp({ origin, dataDir, personas }: OidcAppOptions): Promise<OidcApp> {
  const keys = await keepIdentityKeys(dataDir);
  const issuer = `${origin}${oidcPath}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: keys.clientSecret,
        redirect_uris: [`http://127.0.0.1${callbackPath}`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookie] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `${oidcPath}/interaction/${interaction.uid}` },
    findAccount: (_context, subject) => {
      const persona = personas.find(({ email }) => email === subject);
      if (persona === undefined) return undefined;
      const { email, name, groups } = persona;
      return { accountId: subject, claims: () => ({ sub: subject, email, email_verified: true, name, groups }) };
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3_600, IdToken: 600, Interaction: 3_600, Session: 3_600 },
  });
  // The demo's console answers by any host or tunnel, so its one client may come back to any of them.
  provider.Client.prototype.redirectUriAllowed = (address: string) =>
    URL.canParse(address) && new URL(address).pathname === callbackPath;
  provider.proxy = true;
  const answer = provider.callback();
  return {
    issuer,
    clientId,
    clientSecret: keys.clientSecret,
    handle(request, response) {
      const path = (request.url ?? '').slice(oidcPath.length);
      if (path.startsWith('/interaction/')) return void answerInteraction(provider, personas, request, response);
      // oidc-provider finds out where it is mounted by comparing the two.
      Object.assign(request, { originalUrl: request.url, url: path });
      return void answer(request, response);
    },
  };
}
