import { request as send } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { ConnectionFacts } from '../face';
import type { RunningSandbox } from '../start-sandbox';

const settingsSchema = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  endpoint: z.string(),
  caCertificate: z.string(),
});

/** What any of the vendor's clients needs to reach a sandbox in a test. */
export interface FaceClient extends z.infer<typeof settingsSchema> {
  /** A secret by its kind: `clientSecret`, `clientCertificate` or `federatedToken`. */
  secret(kind: string): string;
  /** Options of every client: one attempt, and only the sandbox's authority trusted. */
  options: {
    authorityHost: string;
    endpoint: string;
    disableInstanceDiscovery: true;
    tlsOptions: { ca: string };
    retryOptions: { maxRetries: 0 };
  };
}

/** The client side of the Azure face that `sandbox` plays. */
export function faceClientOf({ connections }: RunningSandbox): FaceClient {
  const facts = connections.find(({ provider }) => provider === 'azure');
  if (!facts) throw new Error('The sandbox plays no Azure.');
  const settings = settingsSchema.parse(facts.settings);
  const { endpoint, caCertificate } = settings;
  return {
    ...settings,
    secret: (kind) => secretOf(facts, kind),
    options: {
      authorityHost: endpoint,
      endpoint,
      // The vendor's client asks its own cloud, not the authority it was given, which hosts to trust.
      disableInstanceDiscovery: true,
      tlsOptions: { ca: caCertificate },
      retryOptions: { maxRetries: 0 },
    },
  };
}

function secretOf({ secret, otherSecrets = [] }: ConnectionFacts, kind: string): string {
  const found = [secret, ...otherSecrets].find((each) => each?.[kind] !== undefined)?.[kind];
  if (found === undefined) throw new Error(`The face tells of no ${kind}.`);
  return found;
}

export interface RawAnswer {
  status: number | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface RawRequest {
  token?: string;
  /** Sent as JSON, or as a form when it is one; absent: a GET. */
  body?: object;
  timeoutMs?: number;
}

/** One request without a client of the vendor's, its answer as it came. */
export function askRaw(
  { endpoint, caCertificate }: FaceClient,
  path: string,
  ask: RawRequest = {},
): Promise<RawAnswer> {
  const { token, body, timeoutMs = 5000 } = ask;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const payload = body instanceof URLSearchParams ? body.toString() : body && JSON.stringify(body);
  headers['content-type'] = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const method = payload === undefined ? 'GET' : 'POST';
    const outgoing = send(
      `${endpoint}${path}`,
      { method, ca: caCertificate, headers, timeout: timeoutMs },
      (incoming) => {
        text(incoming).then(
          (answer) => resolve({ status: incoming.statusCode, headers: incoming.headers, body: answer }),
          reject,
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('The face took too long.')));
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

const tokenSchema = z.object({ access_token: z.string() });

/** The form that asks for a token for the client's secret, `changes` made to it. */
export function tokenForm(client: FaceClient, changes: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.secret('clientSecret'),
    scope: 'https://management.azure.com/.default',
    ...changes,
  });
}

/** An access token for Resource Manager. */
export async function fetchToken(client: FaceClient): Promise<string> {
  const { body } = await askRaw(client, `/${client.tenantId}/oauth2/v2.0/token`, { body: tokenForm(client) });
  return tokenSchema.parse(JSON.parse(body)).access_token;
}
