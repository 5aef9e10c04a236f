import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CostFault } from '../../contract/conformance/cost-subject';

export interface ServedObject {
  content: Buffer;
  lastModified: Date;
}

/** An AWS for tests that has one bucket, the API of data exports, and the identity of who asks. */
export class ServedBucket {
  readonly objects = new Map<string, ServedObject>();
  /** Every call, e.g. `GET /bills?list-type=2`. */
  readonly asked: string[] = [];
  /** Strikes every call for the bucket and for data exports. */
  fault: CostFault | null = null;
  /** Objects a page of a listing. */
  pageSize = 1000;
  /** Answers the API of data exports by operation. */
  dataExports: (operation: string, input: Record<string, unknown>) => object = () => ({ Exports: [] });
  readonly endpoint: string;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<ServedBucket> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ServedBucket(server);
  }

  put(key: string, content: string | Buffer, lastModified = new Date('2026-11-20T06:00:00Z')): void {
    this.objects.set(key, { content: Buffer.from(content), lastModified });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', this.endpoint);
    if (body.startsWith('Action=')) return void response.setHeader('content-type', 'text/xml').end(toIdentity(body));
    this.asked.push(`${request.method} ${url.pathname}${url.search}`);
    if (this.fault !== null) return misbehave(this.fault, request, response);
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') {
      const told = this.dataExports(target.slice(target.indexOf('.') + 1), JSON.parse(body));
      return void response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify(told));
    }
    if (url.searchParams.get('list-type') === '2') return this.#list(url.searchParams, response);
    return this.#get(decodeURIComponent(url.pathname).replace(/^\/[^/]+\//, ''), request, response);
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter');
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const folderOf = (key: string) => {
      const at = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      return at === -1 ? null : key.slice(0, at + 1);
    };
    const entries = [...new Set(keys.map((key) => folderOf(key) ?? key))];
    const from = Number(query.get('continuation-token') ?? '0');
    const page = entries.slice(from, from + this.pageSize);
    const next = from + this.pageSize < entries.length ? String(from + this.pageSize) : null;
    const rows = page.map((entry) => {
      const object = this.objects.get(entry);
      if (object === undefined) return `<CommonPrefixes><Prefix>${entry}</Prefix></CommonPrefixes>`;
      const { content, lastModified } = object;
      return `<Contents><Key>${entry}</Key><LastModified>${lastModified.toISOString()}</LastModified><ETag>&quot;${toTag(content)}&quot;</ETag><Size>${content.length}</Size></Contents>`;
    });
    const more =
      next === null
        ? '<IsTruncated>false</IsTruncated>'
        : `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`;
    response.setHeader('content-type', 'application/xml');
    response.end(
      `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${more}${rows.join('')}</ListBucketResult>`,
    );
  }

  #get(key: string, request: IncomingMessage, response: ServerResponse): void {
    const object = this.objects.get(key);
    if (object === undefined) {
      refuse(response, 404, 'NoSuchKey');
      return;
    }
    const tag = `"${toTag(object.content)}"`;
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== tag) {
      refuse(response, 412, 'PreconditionFailed');
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const [from, to] = [Number(first), Math.min(Number(last), object.content.length - 1)];
    if (!(from <= to)) {
      refuse(response, 416, 'InvalidRange');
      return;
    }
    response.statusCode = 206;
    response.setHeader('etag', tag);
    response.setHeader('content-range', `bytes ${from}-${to}/${object.content.length}`);
    response.end(object.content.subarray(from, to + 1));
  }
}

function misbehave(kind: CostFault, request: IncomingMessage, response: ServerResponse): void {
  if (kind === 'hang') return;
  if (kind === 'broken-connection') return void request.socket.destroy();
  if (kind === 'garbage') return void response.setHeader('content-type', 'application/xml').end('<html><p>Hello');
  const refusals = {
    throttle: [503, 'SlowDown'],
    'server-error': [500, 'InternalError'],
    'expired-credentials': [400, 'ExpiredToken'],
    'missing-permission': [403, 'AccessDenied'],
  } as const;
  const [status, code] = refusals[kind];
  refuse(response, status, code);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/xml');
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>words</Message></Error>`);
}

const toTag = (content: Buffer) => createHash('md5').update(content).digest('hex');

function toIdentity(body: string): string {
  const names = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  if (body.includes('Action=AssumeRole'))
    return `<AssumeRoleResponse ${names}><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return `<GetCallerIdentityResponse ${names}><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/m</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
