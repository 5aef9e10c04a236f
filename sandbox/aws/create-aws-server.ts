import { createServer, type Server } from 'node:https';
import type { ServerIdentity } from '../authority/authority';
import { type AwsFaceContext, answer } from './answer';
import { deliver } from './deliver';
import { readRequest } from './read-request';

/** The AWS face as an HTTPS server, not yet listening. */
export function createAwsServer(context: AwsFaceContext, identity: ServerIdentity): Server {
  const server = createServer({ key: identity.key, cert: identity.chain, minVersion: 'TLSv1.2' }, (message, out) => {
    readRequest(message)
      .then((request) => {
        if (!request) {
          out.writeHead(413, { connection: 'close' }).end();
          return;
        }
        const { response, fault, believedNow } = answer(context, request);
        deliver(out, { response, fault, date: believedNow, hasBody: request.method !== 'HEAD' });
      })
      .catch((error: unknown) => {
        // A caller that hangs up mid-request is no fault of the face; anything else is, and must be seen.
        if (message.destroyed && !message.complete) return;
        console.error('The AWS face failed on', message.method, message.url, error);
        out.destroy();
      });
  });
  // Longer than clients keep idle connections, so that none is dropped under a request on its way.
  server.keepAliveTimeout = 75_000;
  return server;
}
