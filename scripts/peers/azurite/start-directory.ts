import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { SignJWT } from 'jose';
import { PlainError } from '@/lib/cli/plain-error';
import type { ServerIdentity } from '@/sandbox/authority/authority';
import { findFreePort } from '../../processes/free-port';

export const tenantId = '99999999-8888-7777-6666-555555555555';
export const clientId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

/** What is wrong with the tokens handed out. */
export type Flaw = 'none' | 'expired' | 'other-audience' | 'other-issuer' | 'no-token';

export interface Directory {
  endpoint: string;
  /** A token for the audience of a scope; Azurite reads audience, issuer and times of it, and no signature. */
  issue(scope: string, flaw: Flaw): Promise<string>;
  /** Tokens handed out from now on have this flaw. */
  spoil(flaw: Flaw): void;
  stop(): void;
}

const host = '127.0.0.1';

/** Plays Entra: hands a token of the audience asked for to whoever brings the client secret `secret`. */
export async function startDirectory({ key, chain }: ServerIdentity, secret: string): Promise<Directory> {
  const port = await findFreePort(10_200, host);
  if (port === null) throw new PlainError('There is no free port for the directory.');
  const endpoint = `https://${host}:${port}`;
  const signingKey = randomBytes(32);
  let flaw: Flaw = 'none';
  const issue = (scope: string, spoilt: Flaw) => {
    const now = Math.floor(Date.now() / 1000);
    const shift = spoilt === 'expired' ? 7200 : 0;
    const audience = spoilt === 'other-audience' ? 'https://management.azure.com' : scope.replace(/\/\.default$/, '');
    return new SignJWT({ appid: clientId, tid: tenantId, ver: '1.0' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(audience)
      .setIssuer(spoilt === 'other-issuer' ? 'https://issuer.example/' : `https://sts.windows.net/${tenantId}/`)
      .setIssuedAt(now - shift - 60)
      .setNotBefore(now - shift - 60)
      .setExpirationTime(now - shift + 3600)
      .sign(signingKey);
  };
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const base = `${endpoint}/${tenantId}`;
    if (request.url?.includes('/openid-configuration'))
      return {
        status: 200,
        body: {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        },
      };
    const form = new URLSearchParams(await readText(request));
    const scope = form
      .get('scope')
      ?.split(' ')
      .find((each) => each.endsWith('/.default'));
    if (form.get('client_secret') !== secret || scope === undefined)
      return { status: 401, body: { error: 'invalid_client', error_codes: [7000215] } };
    const token = flaw === 'no-token' ? 'no-token' : await issue(scope, flaw);
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: token } };
  };
  const server = createServer({ key, cert: chain }, (request, response) => {
    answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    endpoint,
    issue,
    spoil: (next) => {
      flaw = next;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}
