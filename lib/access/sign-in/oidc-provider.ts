import { decodeJwt } from 'jose';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { OidcConfig } from '@/lib/config/config';

type Claims = Record<string, unknown>;

/** Name of the identity provider in sign-in addresses: `/api/auth/signin/oidc`, `/api/auth/callback/oidc`. */
export const oidcProviderId = 'oidc';

/**
 * Any OpenID Connect provider, found by discovery. PKCE, state and nonce are all on; the ID token's signature algorithm,
 * issuer, audience and nonce are checked by openid-client. In demo mode the browser is sent to the sandbox's provider
 * through the console's own address, whatever host or tunnel that is, while the console itself calls it directly.
 */
export function oidcProvider(oidc: OidcConfig, demoOrigin: string | null): OAuthConfig<Claims> {
  return {
    id: oidcProviderId,
    name: new URL(oidc.issuer).hostname,
    type: 'oauth',
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    httpOptions: { timeout: 10_000 },
    ...(demoOrigin === null ? discovered(oidc) : throughConsole(oidc, demoOrigin)),
    profile: ({ sub, email, name }) => ({
      id: String(sub),
      email: typeof email === 'string' ? email : null,
      name: typeof name === 'string' ? name : null,
    }),
  };
}

const scope = 'openid email profile';

function discovered(oidc: OidcConfig): Partial<OAuthConfig<Claims>> {
  return {
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope } },
    userinfo: {
      // Many providers keep e-mail and groups out of the ID token, which openid-client has checked by now.
      async request({ tokens: { id_token, access_token }, client }) {
        if (id_token === undefined) throw new TypeError('The identity provider sent no ID token.');
        const claims = decodeJwt(id_token);
        const isTold = claims.email !== undefined && claims[oidc.groupsClaim] !== undefined;
        if (isTold || access_token === undefined || client.issuer.metadata.userinfo_endpoint === undefined)
          return claims;
        const more = await client.userinfo(access_token);
        if (more.sub !== claims.sub) throw new TypeError('The identity provider spoke of another subject.');
        return { ...more, ...claims };
      },
    },
  };
}

function throughConsole({ issuer }: OidcConfig, demoOrigin: string): Partial<OAuthConfig<Claims>> {
  return {
    issuer,
    authorization: { url: `${demoOrigin}${new URL(issuer).pathname}/auth`, params: { scope: `${scope} groups` } },
    token: `${issuer}/token`,
    jwks_endpoint: `${issuer}/jwks`,
  };
}
