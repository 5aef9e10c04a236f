import { createServer, type Server } from 'node:https';
import type { ServerIdentity } from '../authority/authority';
import type { Fault } from '../faults/fault';
import { deliver } from './deliver';
import { readRequest } from './read-request';
import type { WireRequest, WireResponse } from './wire';

/** A response, the fault that may spoil its delivery, and the time the face believes it is. */
export interface Answer {
  response: WireResponse;
  fault: Fault | null;
  believedNow: Date;
}

/** A face as an HTTPS server, not yet listening. It asks callers for a certificate but judges none. */
export function createFaceServer(
  title: string,
  identity: ServerIdentity,
  answer: (request: WireRequest) => Answer | Promise<Answer>,
): Server {
  const tls = {
    key: identity.key,
    cert: identity.chain,
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: false,
  } as const;
  const server = createServer(tls, (message, out) => {
    readRequest(message)
      .then(async (request) => {
        if (!request) {
          out.writeHead(413, { connection: 'close' }).end();
          return;
        }
        const { response, fault, believedNow } = await answer(request);
        deliver(out, { response, fault, date: believedNow, hasBody: request.method !== 'HEAD' });
      })
      .catch((error: unknown) => {
        // A caller that hangs up mid-request is no fault of the face; anything else is, and must be seen.
        if (message.destroyed && !message.complete) return;
        console.error(`The face of ${title} failed on`, message.method, message.url, error);
        out.destroy();
      });
  });
  // Longer than clients keep idle connections, so that none is dropped under a request on its way.
  server.keepAliveTimeout = 75_000;
  return server;
}
