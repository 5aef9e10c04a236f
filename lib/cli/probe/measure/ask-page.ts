import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';

/** A question on a connection of its own. */
export interface AskedPage {
  request: ClientRequest;
  /** When the question went out, in nanoseconds of the monotonic clock; null while the connection is not open. */
  askedAt(): bigint | null;
}

/**
 * Asks for a page at an address already looked up, by the name it has. Nothing secret is sent, redirects are an answer like
 * any other.
 */
export function askPage(url: URL, address: string, onAnswer: (answer: IncomingMessage) => void): AskedPage {
  let askedAt: bigint | null = null;
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const request = (isSecure ? requestSecure : requestPlain)(
    {
      host: address,
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      agent: false,
      headers: {
        host: url.host,
        'user-agent': 'millwright-probe',
        'accept-encoding': 'identity',
        connection: 'close',
      },
      // The certificate is held against the name, though the address is what is dialled.
      ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
    },
    onAnswer,
  );
  request.once('socket', (socket) =>
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      askedAt = process.hrtime.bigint();
    }),
  );
  request.end();
  return { request, askedAt: () => askedAt };
}
