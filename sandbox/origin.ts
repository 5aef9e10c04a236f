import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerControl, type ControlContext } from './control/control-routes';

/** Answers requests under `/sandbox/oidc`. */
export interface SignInApp {
  handle(message: IncomingMessage, out: ServerResponse): void;
}

/** The sandbox's plain HTTP origin: its controls, and the identity provider once there is one. */
export function createOrigin(control: ControlContext, signIn: () => SignInApp | null): RequestListener {
  return (message, out) => {
    const path = message.url ?? '/';
    const app = signIn();
    if (path.startsWith('/control/')) {
      answerControl(control, message, out).catch((error: unknown) => {
        console.error('The sandbox control failed on', message.method, path, error);
        out.destroy();
      });
    } else if (app && (path === '/sandbox/oidc' || /^\/sandbox\/oidc[/?]/.test(path))) {
      app.handle(message, out);
    } else {
      out
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"status":404,"detail":"There is nothing here."}');
    }
  };
}
