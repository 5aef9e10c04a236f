import { anchorCommitted } from '@/lib/access/anchor-committed';
import { readClientAddress } from '@/lib/access/request/client-address';
import { isOwnOrigin, readOwnOrigin } from '@/lib/access/request/own-origin';
import { readForm } from '@/lib/access/request/read-form';
import { serverLog } from '@/lib/access/server-log';
import { parseCookies, sessionCookieName } from '@/lib/access/session/session-cookie';
import { sharedConfig } from '@/lib/config/shared-config';
import { sharedDatabase } from '@/lib/store/database/database';
import { signInPages } from './auth-options';
import { closeSession } from './close-session';
import { recordFailedSignIn } from './record-failed-sign-in';
import { redeemInvitation } from './redeem-invitation';

/**
 * Takes the form of an invitation's page (`token`): uses the link up, signs in and leads to the first page; or back to
 * sign-in with the reason. Only a POST of our own page gets here, so that whatever merely opens links spoils none.
 */
export async function handleInvitation(request: Request): Promise<Response> {
  try {
    const config = sharedConfig();
    const database = sharedDatabase();
    const origin = readOwnOrigin(request.headers, config);
    if (origin === null || !isOwnOrigin(request.headers.get('origin'), request.headers, config))
      return new Response('This did not come from a page of this console.', { status: 403 });
    const form = await readForm(request);
    const now = new Date();
    const used = await redeemInvitation(database, form?.token ?? '', now);
    const headers = new Headers({ 'cache-control': 'no-store' });
    if ('fault' in used) {
      const { fault, email } = used;
      const outcome = fault === 'Disabled' ? 'denied' : 'failed';
      const address = readClientAddress(request.headers);
      await recordFailedSignIn(database, { email, method: 'invitation', reason: fault, outcome, address }, now);
      headers.set('location', `${signInPages.error}?error=${fault}`);
    } else {
      const name = sessionCookieName(origin.startsWith('https:'));
      const previous = parseCookies(request.headers.get('cookie')).get(name);
      if (previous !== undefined) await database.prisma.$transaction((tx) => closeSession(tx, previous, now));
      headers.set('set-cookie', toSetCookie(name, used.sessionToken, used.expiresAt, origin));
      headers.set('location', '/');
    }
    await anchorCommitted(database, config);
    return new Response(null, { status: 303, headers });
  } catch (error) {
    serverLog.error({ err: error }, 'An invitation could not be used.');
    return new Response('Sign-in is not available. Try the link again in a moment.', { status: 503 });
  }
}

function toSetCookie(name: string, token: string, expires: Date, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${name}=${token}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${secure}`;
}
