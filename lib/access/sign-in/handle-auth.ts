import { setTimeout as delay } from 'node:timers/promises';
import { anchorCommitted } from '@/lib/access/anchor-committed';
import { readClientAddress } from '@/lib/access/request/client-address';
import { isOwnOrigin, readOwnOrigin } from '@/lib/access/request/own-origin';
import { readForm } from '@/lib/access/request/read-form';
import { serverLog } from '@/lib/access/server-log';
import { parseCookies, sessionCookieName } from '@/lib/access/session/session-cookie';
import type { Config } from '@/lib/config/config';
import { sharedConfig } from '@/lib/config/shared-config';
import { type Database, sharedDatabase } from '@/lib/store/database/database';
import { authOptions, signInPages } from './auth-options';
import { callNextAuth, type NextAuthRequest } from './call-next-auth';
import { closeSession } from './close-session';
import { mailProviderId } from './mail-link';
import { mayAskForLink } from './mail-throttle';
import { oidcProviderId } from './oidc-provider';
import { recordFailedSignIn } from './record-failed-sign-in';
import { stepPage } from './step-page';

/** next-auth's addresses that exist here; its client-side log and its session update do not. */
const allowed = {
  GET: new Set(['providers', 'session', 'csrf', 'signin', 'signout', 'callback', 'error', 'verify-request']),
  POST: new Set(['signin', 'signout', 'callback']),
};

/** How long an answer about a mailed link takes, whoever asks: longer than the work of either case. */
const mailAnswerMs = 400;

/**
 * Everything under `/api/auth/`: next-auth with OpenID Connect and mailed links over sessions in our database. Misconfigured,
 * it answers 503 and lets nobody in. Sign-in always starts a fresh session, whoever was signed in before.
 */
export async function handleAuth(request: Request, segments: string[]): Promise<Response> {
  const [action = '', providerId = null] = segments;
  const method = request.method === 'POST' ? 'POST' : 'GET';
  if (!allowed[method].has(action) || segments.length > 2) return new Response('Not found', { status: 404 });
  try {
    const config = sharedConfig();
    const database = sharedDatabase();
    const origin = readOwnOrigin(request.headers, config);
    if (origin === null) return unavailable();
    const address = readClientAddress(request.headers);
    const response = await answer(request, { action, providerId, segments, method, config, database, origin, address });
    response.headers.set('cache-control', 'no-store');
    if (method === 'POST' || action === 'callback') await anchorCommitted(database, config);
    return response;
  } catch (error) {
    serverLog.error({ err: error, action }, 'Sign-in could not be served.');
    return unavailable();
  }
}

interface AuthCall {
  action: string;
  providerId: string | null;
  segments: string[];
  method: 'GET' | 'POST';
  config: Config;
  database: Database;
  origin: string;
  /** The network address it came from. */
  address: string;
}

async function answer(request: Request, call: AuthCall): Promise<Response> {
  const { action, providerId, method, config, origin } = call;
  const now = new Date();
  if (method === 'POST' && !isOwnOrigin(request.headers.get('origin'), request.headers, config))
    return new Response('This did not come from a page of this console.', { status: 403 });
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const opensMailLink = action === 'callback' && providerId === mailProviderId;
  if (opensMailLink && method === 'GET') return confirmMailLink(request, query);
  const body = method === 'POST' ? await readForm(request) : undefined;
  if (body === null) return new Response('The form could not be read.', { status: 400 });
  const cookies = parseCookies(request.headers.get('cookie'));
  const previous = cookies.get(sessionCookieName(origin.startsWith('https:')));
  if (action === 'callback') cookies.delete(sessionCookieName(origin.startsWith('https:')));
  const incoming: NextAuthRequest = {
    segments: call.segments,
    cookies: Object.fromEntries(cookies),
    origin,
    // next-auth opens a mailed link as a GET; here only our own page's form gets so far.
    ...(opensMailLink
      ? { method: 'GET', query: body ?? {}, body: undefined }
      : // What a caller adds to the address must not end up in the request to the identity provider.
        { method, query: action === 'signin' && method === 'POST' ? {} : query, body }),
  };
  const options = authOptions({ database: call.database, config, origin, providerId, address: call.address, now });
  if (action === 'signin' && method === 'POST' && providerId === mailProviderId)
    return askForLink(request, incoming, () => callNextAuth(incoming, options), now);
  const response = await callNextAuth(incoming, options);
  if (action === 'callback') await finishCallback(call, response, previous, now);
  return method === 'POST' && action === 'signin' ? leaveByPage(request, response, origin) : response;
}

/**
 * Mail scanners open every link, and a foreign page can send a browser to one. Only the person's own click on the page this
 * answers uses the link up.
 */
function confirmMailLink(request: Request, query: Record<string, string>): Response {
  const { callbackUrl = '', token = '', email = '' } = query;
  return stepPage(
    {
      title: 'Sign in to Millwright',
      sentence: `Go on as ${email}.`,
      label: 'Sign in',
      way: {
        kind: 'button',
        action: `/api/auth/callback/${mailProviderId}`,
        fields: { callbackUrl, token, email },
      },
    },
    request.headers.get('x-nonce'),
  );
}

/** Known or unknown, throttled or not: the same answer after the same time. */
async function askForLink(
  request: Request,
  incoming: NextAuthRequest,
  ask: () => Promise<Response>,
  now: Date,
): Promise<Response> {
  const started = performance.now();
  const email = incoming.body?.email ?? '';
  const admitted = mayAskForLink(email, readClientAddress(request.headers), now);
  const url = `${incoming.origin}/api/auth/verify-request?provider=${mailProviderId}&type=email`;
  const same = incoming.body?.json === 'true' ? Response.json({ url }) : redirect(url);
  const response = admitted ? await ask() : same;
  await delay(Math.max(0, mailAnswerMs - (performance.now() - started)));
  return response;
}

async function finishCallback(
  call: AuthCall,
  response: Response,
  previous: string | undefined,
  now: Date,
): Promise<void> {
  const isSignedIn = response.headers
    .getSetCookie()
    .some((cookie) => cookie.startsWith(`${sessionCookieName(call.origin.startsWith('https:'))}=`));
  if (isSignedIn) {
    if (previous !== undefined) await call.database.prisma.$transaction((tx) => closeSession(tx, previous, now));
    return;
  }
  // What admission refused it has recorded itself and sent straight to the page; the rest is next-auth's own verdict.
  const location = response.headers.get('location') ?? '';
  if (location.startsWith(signInPages.error)) return;
  const method = call.providerId === oidcProviderId ? 'identity-provider' : 'mail-link';
  const reason = URL.canParse(location) ? (new URL(location).searchParams.get('error') ?? 'unknown') : 'unknown';
  await recordFailedSignIn(
    call.database,
    { email: null, method, reason, outcome: 'failed', address: call.address },
    now,
  );
}

/** A form may only lead to this origin, redirects included: the way to the identity provider starts from a page instead. */
function leaveByPage(request: Request, response: Response, origin: string): Response {
  const location = response.headers.get('location');
  if (location === null || new URL(location, origin).origin === origin) return response;
  const page = stepPage(
    {
      title: 'To your identity provider',
      sentence: `Millwright signs you in through ${new URL(location).host}.`,
      label: 'Go on',
      way: { kind: 'link', href: location },
    },
    request.headers.get('x-nonce'),
  );
  for (const cookie of response.headers.getSetCookie()) page.headers.append('set-cookie', cookie);
  return page;
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

function unavailable(): Response {
  return new Response('Sign-in is not available. An administrator should read the server’s log.', {
    status: 503,
    headers: { 'cache-control': 'no-store' },
  });
}
