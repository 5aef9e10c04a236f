import { readOwnOrigin } from '@/lib/access/request/own-origin';
import { serverLog } from '@/lib/access/server-log';
import { sharedConfig } from '@/lib/config/shared-config';

/** What a browser may reach of the sandbox: its identity provider, never its controls. */
const reachable = /^\/sandbox\/oidc\/(auth|interaction)(\/[A-Za-z0-9_-]+)?$/;

/** RFC 9110 headers of one hop, and those that we set ourselves. */
const ownHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'content-encoding',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'authorization',
]);

/** The sandbox is one process, and busy while a whole factory is first read from it. */
const withinMs = 30_000;

const noAnswer =
  '<!doctype html><title>Sign in</title><p>The simulated identity provider does not answer yet.</p><p><a href="/sign-in">Try again</a></p>';

/**
 * Passes a browser's request on to the sandbox's identity provider and streams the answer back. Only in demo mode, only to
 * the address the configuration names, only for its sign-in pages: nothing in the request chooses where it goes.
 */
export async function forwardToSandbox(request: Request): Promise<Response> {
  const config = sharedConfig();
  const { pathname, search } = new URL(request.url);
  if (config.sandboxUrl === null || !reachable.test(pathname)) return new Response('Not found', { status: 404 });
  const origin = new URL(readOwnOrigin(request.headers, config) ?? config.sandboxUrl);
  const headers = withoutHop(request.headers);
  headers.set('x-forwarded-host', origin.host);
  headers.set('x-forwarded-proto', origin.protocol.slice(0, -1));
  headers.set('cookie', withoutOurs(request.headers.get('cookie')));
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers,
    body: request.body,
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
    duplex: 'half',
  };
  try {
    const answer = await fetch(`${config.sandboxUrl}${pathname}${search}`, init);
    return new Response(answer.body, { status: answer.status, headers: withoutHop(answer.headers) });
  } catch (error) {
    serverLog.error({ err: error }, 'The sandbox did not answer.');
    return new Response(noAnswer, { status: 502, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

function withoutHop(headers: Headers): Headers {
  const named = new Set((headers.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase()));
  const kept = new Headers();
  for (const [name, value] of headers) if (!ownHop.has(name) && !named.has(name)) kept.append(name, value);
  return kept;
}

/** The sandbox has no business with our sessions. */
function withoutOurs(cookie: string | null): string {
  return (cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^(__Host-)?millwright\./.test(part))
    .join('; ');
}
