import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { capResponse } from '../egress/cap-response';
import type { GuardedTransport } from '../provider';

/** In milliseconds, from asking for a socket to a connected one. */
const connectionTimeoutMs = 10_000;

/** Answers without a body, whatever their headers say. */
const bodiless = new Set([204, 205, 304]);

/**
 * The platform's `fetch`, over a connection's guarded agents: it dials only what the egress rules allow, limits how much
 * an answer may hold, and follows no redirect (a 3xx is answered as it is). Throws what the sockets throw, an
 * `EgressRefusal` for a forbidden destination, and the signal's reason when aborted.
 */
export function createGuardedFetch(transport: GuardedTransport): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    transport.assertAllowed(url);
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    return send(transport, url, request, body);
  };
}

function send(transport: GuardedTransport, url: URL, request: Request, body: Buffer | null): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const { signal } = request;
  const isPlain = url.protocol === 'http:';
  const options = {
    method: request.method,
    headers: { ...Object.fromEntries(request.headers), ...(body && { 'content-length': String(body.length) }) },
    agent: isPlain ? transport.httpAgent : transport.httpsAgent,
    signal,
  };
  const sent = isPlain ? requestHttp(url, options) : requestHttps(url, options);
  const tooSlow = setTimeout(() => sent.destroy(new ConnectionTimeout()), connectionTimeoutMs);
  sent.on('socket', (socket) => {
    // A socket used before is connected, and would collect a listener with every request.
    if (!socket.connecting) clearTimeout(tooSlow);
    else socket.once(isPlain ? 'connect' : 'secureConnect', () => clearTimeout(tooSlow));
  });
  sent.on('error', (error) => {
    clearTimeout(tooSlow);
    reject(signal.aborted ? signal.reason : error);
  });
  sent.on('response', (message) => {
    clearTimeout(tooSlow);
    // Whatever a server writes must end in a rejection: thrown out of an event it would end the process.
    try {
      resolve(toAnswer(message, request.method, transport));
    } catch (error) {
      sent.destroy();
      reject(new UnusableAnswer(error));
    }
  });
  sent.on('upgrade', (_, socket) => {
    socket.destroy();
    reject(new UnusableAnswer());
  });
  sent.end(body ?? undefined);
  return promise;
}

/** The status line's words are dropped: they mean nothing, and not all that a server may write there is let through. */
function toAnswer(message: IncomingMessage, method: string, { received }: GuardedTransport): Response {
  const { statusCode: status } = message;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const isBodiless = status !== undefined && (bodiless.has(status) || method === 'HEAD');
  if (!isBodiless && status !== undefined && status >= 200 && status <= 599) {
    return new Response(toWebStream(capResponse(message, received)), { status, headers });
  }
  const answer = new Response(null, { status, headers });
  message.resume();
  return answer;
}

/** Unlike `Readable.toWeb`'s, it may be cancelled at any time: Node's throws out of an event when that comes early. */
function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** An answer that HTTP does not know, such as one of status 999. */
export class UnusableAnswer extends Error {
  readonly code = 'HPE_INVALID_STATUS';

  constructor(cause?: unknown) {
    super('An answer that is none of HTTP’s.', { cause });
    this.name = 'UnusableAnswer';
  }
}

/** No connection came about in time. */
export class ConnectionTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super(`No connection within ${connectionTimeoutMs / 1000} seconds.`);
    this.name = 'ConnectionTimeout';
  }
}
