import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  createAuthority,
  issueLoopbackIdentity,
  type ServerIdentity,
} from '@/sandbox/authority/authority';
import type { CallLimits } from '../../contract/calls/call-limits';
import { ProviderError } from '../../contract/provider-error';
import { openSession } from '../../contract/session/open-session';
import { AzureContext } from '../connect/azure-context';
import { azureProvider } from '../provider';
import { type BlobContainer, openBlobContainer } from './blob-container';
import { listBlobs } from './list-blobs';
import type { StoredBlob } from './parse-listing';
import { rangeBytes, readBlob } from './read-blob';

const tenantId = '99999999-8888-7777-6666-555555555555';

interface Asked {
  path: string;
  query: URLSearchParams;
  headers: NodeJS.Dict<string | string[]>;
}
/** Answers a request for blobs; `count` is 1 for the first of them. */
type Route = (asked: Asked, response: ServerResponse, count: number) => void;

let authority: Authority;
let identity: ServerIdentity;
const closings: (() => void)[] = [];

beforeAll(async () => {
  authority = await createAuthority(new Date());
  identity = await issueLoopbackIdentity(authority, new Date());
});
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A blob service of the test's own beside a directory that gives everyone a token, and a container opened there. */
async function serve(route: Route, limits: Partial<CallLimits> = {}) {
  const asked: Asked[] = [];
  const server: Server = createServer({ key: identity.key, cert: identity.chain }, (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname.startsWith(`/${tenantId}/`)) return answerSignIn(origin, url.pathname, response);
    const call = { path: url.pathname, query: url.searchParams, headers: request.headers };
    asked.push(call);
    route(call, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const session = openSession(azureProvider, {
    settings: { tenantId, clientId: tenantId, endpoint: origin, caCertificate: authority.certificate },
    secret: { clientSecret: 'secret' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 4, backoffBaseMs: 1, ...limits },
  });
  closings.push(() => {
    session.transport.close();
    server.closeAllConnections();
    server.close();
  });
  const place = { accountUrl: `${origin}/billing01`, container: 'exports' };
  return { asked, session, container: openBlobContainer(new AzureContext(session), place) };
}

function answerSignIn(origin: string, path: string, response: ServerResponse): void {
  const base = `${origin}/${tenantId}`;
  const body = path.endsWith('/token')
    ? { token_type: 'Bearer', expires_in: 3600, access_token: 'the-token' }
    : {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const properties =
  '<Last-Modified>Wed, 18 Nov 2026 03:04:05 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>3</Content-Length>';
const page = (names: string[], nextMarker = '') =>
  `<?xml version="1.0"?><EnumerationResults><Blobs>${names.map((name) => `<Blob><Name>${name}</Name><Properties>${properties}</Properties></Blob>`).join('')}</Blobs><NextMarker>${nextMarker}</NextMarker></EnumerationResults>`;

function refuse(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code, ...headers })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>It is so.</Message></Error>`);
}

async function listNames(container: BlobContainer, prefix = '') {
  const { items, fault } = await listBlobs(container, { prefix });
  return { names: items.map(({ name }) => name), fault };
}

describe('listing the blobs of a container', () => {
  it('asks for each page with the marker of the last, as the application and in a version', async () => {
    const { asked, container, session } = await serve(({ query }, response) =>
      response.end(query.get('marker') === null ? page(['a/1'], '2!&amp;8') : page(['a/2'])),
    );
    expect(await listNames(container, 'a/')).toEqual({ names: ['a/1', 'a/2'], fault: null });
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([
      { restype: 'container', comp: 'list', prefix: 'a/' },
      { restype: 'container', comp: 'list', prefix: 'a/', marker: '2!&8' },
    ]);
    expect(asked[0]).toMatchObject({
      path: '/billing01/exports',
      headers: { authorization: 'Bearer the-token', 'x-ms-version': '2021-12-02' },
    });
    expect(session.calls.counts()).toMatchObject([
      { operation: 'blob-storage:ListBlobs', attempts: 2, failures: 0, costMicroUsd: 11 },
      { operation: 'entra:IssueToken', attempts: 1 },
    ]);
  });

  it('goes on over a page that is empty but not the last', async () => {
    const { container } = await serve((_, response, count) =>
      response.end(count === 1 ? page([], 'more') : page(['a'])),
    );
    expect(await listNames(container)).toEqual({ names: ['a'], fault: null });
  });

  it('stops at a marker handed out twice, and says so', async () => {
    const { asked, container } = await serve((_, response, count) => response.end(page([`a${count}`], 'again')));
    const { names, fault } = await listNames(container);
    expect(names).toEqual(['a1', 'a2']);
    expect(fault).toMatchObject({ kind: 'response-unexpected', code: 'TokenLoop' });
    expect(asked).toHaveLength(2);
  });

  it('does not take blobs that were not asked for', async () => {
    const { container } = await serve((_, response) => response.end(page(['b/1'])));
    expect((await listNames(container, 'a/')).fault).toMatchObject({ code: 'PrefixIgnored' });
  });

  it.each([
    ['an HTML page with status 200', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['garbage', '\u0000<<<&&&'],
    ['half a page', page(['a']).slice(0, 120)],
  ])('takes %s for no listing and asks no further', async (_, body) => {
    const { asked, container } = await serve((_, response) => response.end(body));
    const { names, fault } = await listNames(container);
    expect(names).toEqual([]);
    expect(fault).toMatchObject({ kind: 'response-unexpected', code: 'Unreadable' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [429, 'TooManyRequests', 'rate-limited'],
    [503, 'ServerBusy', 'rate-limited'],
    [500, 'InternalError', 'unavailable'],
    [500, 'OperationTimedOut', 'unavailable'],
  ])('asks again after %d %s', async (status, code, kind) => {
    const { asked, container } = await serve((_, response, count) =>
      count < 3 ? refuse(response, status, code) : response.end(page(['a'])),
    );
    expect(await listNames(container)).toEqual({ names: ['a'], fault: null });
    expect(asked).toHaveLength(3);
    const { container: one } = await serve((_, response) => refuse(response, status, code), { maxAttempts: 1 });
    expect((await listNames(one)).fault).toMatchObject({ kind, code });
  });

  it('waits as long as Retry-After asks, and not at all where that is too long', async () => {
    const { asked, container } = await serve((_, response, count) =>
      count === 1 ? refuse(response, 503, 'ServerBusy', { 'retry-after': '1' }) : response.end(page(['a'])),
    );
    const startedAt = performance.now();
    expect((await listNames(container)).fault).toBeNull();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(995);
    expect(asked).toHaveLength(2);
    const far = await serve((_, response) => refuse(response, 429, 'TooManyRequests', { 'retry-after': '3600' }));
    const { fault } = await listNames(far.container);
    expect(fault).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_600_000 });
    expect(far.asked).toHaveLength(1);
    expect(far.session.calls.notBefore()).not.toBeNull();
  });

  it.each([
    [404, 'ContainerNotFound', 'response-unexpected', /no such container/, /names of the storage account/],
    [404, 'ResourceNotFound', 'response-unexpected', /no such storage account/, /names of the storage account/],
    [
      403,
      'AuthorizationPermissionMismatch',
      'permission-missing',
      /denied/,
      /Storage Blob Data Reader on the container/,
    ],
    [403, 'AuthorizationFailure', 'permission-missing', /not let in/, /network rules/],
    [403, 'AuthenticationFailed', 'credentials-rejected', /did not accept the token/, /secret/],
    [401, 'InvalidAuthenticationInfo', 'credentials-rejected', /did not accept the token/, /secret/],
    [409, 'ContainerBeingDeleted', 'response-unexpected', /being deleted/, /names of/],
  ])('tells %d %s for what it is and does not ask again', async (status, code, kind, message, remedy) => {
    const { asked, container } = await serve((_, response) => refuse(response, status, code));
    const { fault } = await listNames(container);
    expect(fault).toMatchObject({ kind, code, operation: 'blob-storage:ListBlobs' });
    expect(fault?.message).toMatch(message);
    expect(fault?.message).toContain('container exports of 127.0.0.1');
    expect(fault?.remedy).toMatch(remedy);
    expect(asked).toHaveLength(1);
  });
});

const content = Buffer.from(Array.from({ length: 2 * rangeBytes + 1000 }, (_, index) => (index * 7) % 251));
const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('base64');

function blobOf(bytes: Uint8Array, changed: Partial<StoredBlob> = {}): StoredBlob {
  return {
    name: 'a b/&%#?+/ä.csv',
    sizeBytes: bytes.length,
    etag: '0x1',
    lastModified: new Date(0),
    contentMd5: md5Of(bytes),
    ...changed,
  };
}

/** Answers a range of `content` as Azure does; `cutAfter` bytes of it the connection breaks. */
function answerRange({ headers }: Asked, response: ServerResponse, cutAfter?: number): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(headers.range)) ?? [];
  const bytes = content.subarray(Number(from), Number(to) + 1);
  response.writeHead(206, {
    etag: '"0x1"',
    'content-range': `bytes ${from}-${to}/${content.length}`,
    'content-length': bytes.length,
  });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 20));
}

async function collect(container: BlobContainer, blob: StoredBlob): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBlob(container, blob)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function faultOf(container: BlobContainer, blob: StoredBlob): Promise<ProviderError> {
  const thrown = await collect(container, blob).catch((error: unknown) => error);
  if (thrown instanceof ProviderError) return thrown;
  throw new Error('It was read without a fault.');
}

describe('reading a blob', () => {
  it('asks for one range after another of the version that was listed', async () => {
    const { asked, container } = await serve((call, response) => answerRange(call, response));
    expect(md5Of(await collect(container, blobOf(content)))).toBe(md5Of(content));
    expect(asked.map(({ headers }) => headers.range)).toEqual([
      'bytes=0-4194303',
      'bytes=4194304-8388607',
      'bytes=8388608-8389607',
    ]);
    expect(asked.every(({ headers }) => headers['if-match'] === '"0x1"')).toBe(true);
    expect(asked[0]?.path).toBe('/billing01/exports/a%20b/%26%25%23%3F%2B/%C3%A4.csv');
  });

  it('asks for nothing before the next range is wanted', async () => {
    const { asked, container } = await serve((call, response) => answerRange(call, response));
    for await (const chunk of readBlob(container, blobOf(content))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(asked).toHaveLength(1);
  });

  it('resumes a range where it broke off', async () => {
    const { asked, container } = await serve((call, response, count) =>
      answerRange(call, response, count === 2 ? 1_000_000 : undefined),
    );
    expect(md5Of(await collect(container, blobOf(content)))).toBe(md5Of(content));
    const resumedAt = Number(/^bytes=(\d+)-8388607$/.exec(String(asked[2]?.headers.range))?.[1]);
    expect(asked).toHaveLength(4);
    expect(resumedAt).toBeGreaterThan(rangeBytes);
    expect(resumedAt).toBeLessThanOrEqual(rangeBytes + 1_000_000);
  });

  it('gives up a blob whose ranges keep breaking off', async () => {
    const { asked, container } = await serve((call, response) => answerRange(call, response, 10));
    expect(await faultOf(container, blobOf(content))).toMatchObject({ kind: 'unavailable' });
    expect(asked).toHaveLength(4);
  });

  it('takes an answer that ends early, and says nothing of it, for broken off', async () => {
    const { container } = await serve(
      (_, response) => {
        response.writeHead(206, { etag: '"0x1"', 'content-range': 'bytes 0-9/10' });
        response.end('short');
      },
      { maxAttempts: 1 },
    );
    const fault = await faultOf(container, blobOf(Buffer.from('0123456789')));
    expect(fault).toMatchObject({ kind: 'unavailable', code: 'BodyTruncated' });
  });

  it('waits out a busy account', async () => {
    const { container } = await serve((call, response, count) =>
      count === 2 ? refuse(response, 503, 'ServerBusy') : answerRange(call, response),
    );
    expect(md5Of(await collect(container, blobOf(content)))).toBe(md5Of(content));
  });

  it.each([
    [412, 'ConditionNotMet', /replaced/],
    [416, 'InvalidRange', /replaced/],
    [404, 'BlobNotFound', /deleted/],
    [409, 'BlobArchived', /archive tier/],
  ])('ends at %d %s and does not ask again', async (status, code, message) => {
    const { asked, container } = await serve((call, response, count) =>
      count === 2 ? refuse(response, status, code) : answerRange(call, response),
    );
    const fault = await faultOf(container, blobOf(content));
    expect(fault).toMatchObject({ kind: 'response-unexpected', code });
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toMatch(/\.$/);
    expect(asked).toHaveLength(2);
  });

  const ten = Buffer.from('0123456789');
  const good = { etag: '"0x1"', 'content-range': 'bytes 0-9/10' };
  it.each([
    ['RangeMismatch', 'another range', 206, { ...good, 'content-range': 'bytes 1-10/11' }, ten],
    ['RangeMismatch', 'a blob of another length', 206, { ...good, 'content-range': 'bytes 0-9/11' }, ten],
    ['RangeMismatch', 'no range', 206, { etag: '"0x1"' }, ten],
    ['RangeMismatch', 'all of the blob', 200, { etag: '"0x1"' }, ten],
    ['EtagMismatch', 'another version', 206, { ...good, etag: '"0x2"' }, ten],
    ['EtagMismatch', 'an HTML page', 200, { 'content-type': 'text/html' }, Buffer.from('<html>')],
    ['BlobTooLong', 'more bytes than that', 206, good, Buffer.from('0123456789a')],
    ['Md5Mismatch', 'other bytes', 206, good, Buffer.from('012345678X')],
  ])('is a fault, %s, when answered with %s', async (code, _, status, headers, body) => {
    const { asked, container } = await serve((_, response) => response.writeHead(status, headers).end(body));
    expect(await faultOf(container, blobOf(ten))).toMatchObject({ kind: 'response-unexpected', code });
    expect(asked).toHaveLength(1);
  });

  it('does without an MD5 where none is told', async () => {
    const { container } = await serve((_, response) => response.writeHead(206, good).end('012345678X'));
    expect(String(await collect(container, blobOf(ten, { contentMd5: null })))).toBe('012345678X');
  });

  it('asks for an empty blob all the same, without a range', async () => {
    const { asked, container } = await serve((_, response) => response.writeHead(200, { etag: '"0x1"' }).end());
    expect(await collect(container, blobOf(Buffer.alloc(0)))).toHaveLength(0);
    expect(asked.map(({ headers }) => [headers.range, headers['if-match']])).toEqual([[undefined, '"0x1"']]);
    const grown = await serve((_, response) => response.writeHead(200, { etag: '"0x1"' }).end('x'));
    expect(await faultOf(grown.container, blobOf(Buffer.alloc(0)))).toMatchObject({ code: 'BlobTooLong' });
  });

  it('does not ask for a name that would lead to another blob', async () => {
    const { asked, container } = await serve((call, response) => answerRange(call, response));
    for (const name of ['../secrets/x', 'a/../../b', './a', 'a/..'])
      expect(await faultOf(container, blobOf(content, { name })), name).toMatchObject({ code: 'NameUnreadable' });
    expect(asked).toHaveLength(0);
  });
});

describe('opening a container', () => {
  it.each([
    ['https://evil.example/billing01', 'exports', 'TokenWithheld'],
    ['https://billing01.blob.core.windows.net', 'exports', 'TokenWithheld'],
    [null, 'exports/../other', 'InvalidResourceName'],
    [null, 'Exports', 'InvalidResourceName'],
    [null, 'a--b', 'InvalidResourceName'],
    [null, 'ab', 'InvalidResourceName'],
  ])('refuses account %j, container %j', async (accountUrl, container, code) => {
    const { asked, container: own } = await serve(() => {});
    const place = { accountUrl: accountUrl ?? own.url.replace(/\/exports$/, ''), container };
    expect(() => openBlobContainer(own.context, place)).toThrow(expect.objectContaining({ code }));
    expect(asked).toHaveLength(0);
  });
});
