import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { CostFault } from '../../contract/conformance/cost-subject';

export const servedTenant = '99999999-8888-7777-6666-555555555555';

interface ServedIdentity {
  key: string;
  chain: string;
  caCertificate: string;
}

/** An Azure for tests: one storage account `bills` with blobs, a directory that gives everyone a token, and documents. */
export class ServedContainer {
  /** By path of their container, e.g. `exports/cost/manifest.json`. */
  readonly blobs = new Map<string, { content: Buffer; lastModified: Date }>();
  /** Documents of Resource Manager, by path and query. */
  readonly documents = new Map<string, object>();
  /** Strikes every call for blobs and documents. */
  fault: CostFault | null = null;
  readonly origin: string;
  readonly caCertificate: string;
  readonly #server: Server;

  private constructor(server: Server, caCertificate: string) {
    this.#server = server;
    this.caCertificate = caCertificate;
    this.origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.#answer(request, response));
  }

  /** `key` and `chain`: how it shows itself to be on the loopback; `caCertificate`: who vouches for that. All PEM. */
  static async start({ key, chain, caCertificate }: ServedIdentity): Promise<ServedContainer> {
    const server = createServer({ key, cert: chain });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ServedContainer(server, caCertificate);
  }

  put(name: string, content: string | Buffer, lastModified = new Date('2026-11-20T06:00:00Z')): void {
    this.blobs.set(name, { content: Buffer.from(content), lastModified });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname.startsWith(`/${servedTenant}/`)) {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#signIn(url.pathname)));
      return;
    }
    if (this.fault !== null) {
      misbehave(this.fault, request, response);
      return;
    }
    const document = this.documents.get(`${url.pathname}${url.search}`);
    if (document !== undefined) response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    else if (url.searchParams.get('comp') === 'list') this.#list(url, response);
    else this.#get(decodeURIComponent(url.pathname).replace(/^\/bills\//, ''), request, response);
  }

  #signIn(path: string): object {
    const base = `${this.origin}/${servedTenant}`;
    if (path.endsWith('/token')) return { token_type: 'Bearer', expires_in: 3600, access_token: 'the-token' };
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    };
  }

  #list(url: URL, response: ServerResponse): void {
    const container = url.pathname.replace(/^\/bills\//, '');
    const prefix = `${container}/${url.searchParams.get('prefix') ?? ''}`;
    const found = [...this.blobs].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = found.map(([name, { content, lastModified }]) =>
      [
        `<Blob><Name>${name.slice(container.length + 1)}</Name><Properties>`,
        `<Last-Modified>${lastModified.toUTCString()}</Last-Modified><Etag>${toTag(content)}</Etag>`,
        `<Content-Length>${content.length}</Content-Length></Properties></Blob>`,
      ].join(''),
    );
    response.setHeader('content-type', 'application/xml');
    response.end(
      `<?xml version="1.0"?><EnumerationResults><Blobs>${rows.join('')}</Blobs><NextMarker/></EnumerationResults>`,
    );
  }

  #get(name: string, request: IncomingMessage, response: ServerResponse): void {
    const blob = this.blobs.get(name);
    if (blob === undefined) {
      refuse(response, 404, 'BlobNotFound');
      return;
    }
    const tag = `"${toTag(blob.content)}"`;
    if (request.headers['if-match'] !== tag) {
      refuse(response, 412, 'ConditionNotMet');
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    response.setHeader('etag', tag);
    if (from !== undefined) {
      response.statusCode = 206;
      response.setHeader('content-range', `bytes ${from}-${to}/${blob.content.length}`);
    }
    response.end(from === undefined ? blob.content : blob.content.subarray(Number(from), Number(to) + 1));
  }
}

function misbehave(kind: CostFault, request: IncomingMessage, response: ServerResponse): void {
  if (kind === 'hang') return;
  if (kind === 'broken-connection') {
    request.socket.destroy();
    return;
  }
  if (kind === 'garbage') {
    response.setHeader('content-type', 'application/xml').end('<html><p>Hello');
    return;
  }
  const refusals = {
    throttle: [503, 'ServerBusy'],
    'server-error': [500, 'InternalError'],
    'expired-credentials': [401, 'InvalidAuthenticationInfo'],
    'missing-permission': [403, 'AuthorizationPermissionMismatch'],
  } as const;
  const [status, code] = refusals[kind];
  refuse(response, status, code);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  response.setHeader('x-ms-error-code', code);
  response.end();
}

const toTag = (content: Buffer) => `0x${createHash('md5').update(content).digest('hex')}`;
