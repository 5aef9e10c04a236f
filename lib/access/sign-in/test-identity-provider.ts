import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What the provider says in the next ID token, and how it misbehaves. */
export interface Behaviour {
  claims: Record<string, unknown>;
  issuer?: string;
  audience?: string;
  nonce?: string;
  /** `foreign-key`: signed by a key that is not published. `hmac`: with the client secret. `none`: not at all. */
  signature?: 'right' | 'foreign-key' | 'hmac' | 'none';
}

/** An OpenID Connect provider without a login page: it says of whoever comes what the test tells it to say. */
export async function startTestIdentityProvider(clientSecret: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const behaviour: Behaviour = { claims: {} };
  let expectedNonce = '';
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://idp');
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      }),
      '/jwks': async () => ({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] }),
      '/token': async () => ({ access_token: 'a', token_type: 'Bearer', id_token: await sign() }),
    };
    const answer = answers[pathname];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ? await answer() : {}));
  });

  async function sign(): Promise<string> {
    const { claims, signature = 'right' } = behaviour;
    const payload = { nonce: behaviour.nonce ?? expectedNonce, ...claims };
    const registered = { iss: behaviour.issuer ?? issuer, aud: behaviour.audience ?? 'console' };
    if (signature === 'none') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      return `${part({ alg: 'none' })}.${part({ ...payload, ...registered, iat: now, exp: now + 60 })}.`;
    }
    const keys: Record<string, CryptoKey | Uint8Array> = {
      right: privateKey,
      'foreign-key': foreign.privateKey,
      hmac: new TextEncoder().encode(clientSecret),
    };
    const key = keys[signature];
    if (key === undefined) throw new RangeError(signature);
    return new SignJWT(payload)
      .setProtectedHeader({ alg: signature === 'hmac' ? 'HS256' : 'RS256', kid: 'one' })
      .setIssuer(registered.iss)
      .setAudience(registered.aud)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(key);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    behaviour,
    /** What the console's authorization address asked for; remembers its nonce for the next ID token. */
    authorize(address: string): URLSearchParams {
      const { searchParams } = new URL(address);
      expectedNonce = searchParams.get('nonce') ?? '';
      return searchParams;
    },
    close: () => server.close(),
  };
}
