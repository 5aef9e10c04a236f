import type { AuthOptions } from 'next-auth';
import { createOpaqueToken } from '@/lib/access/opaque-token';
import { serverLog } from '@/lib/access/server-log';
import { sessionPolicy } from '@/lib/access/session/session-policy';
import type { Config } from '@/lib/config/config';
import { deriveSubKey } from '@/lib/config/master-keys';
import type { Database } from '@/lib/store/database/database';
import type { Admission } from './admission';
import { admitByMail, mayReceiveLink } from './admit-by-mail';
import { admitIdentity } from './admit-identity';
import { authCookies } from './auth-cookies';
import { mailLinkProvider, mailProviderId } from './mail-link';
import { oidcProvider, oidcProviderId } from './oidc-provider';
import type { SignInMethod } from './open-session';
import { recordFailedSignIn } from './record-failed-sign-in';
import { createSessionAdapter } from './session-adapter';
import { toOwnUrl } from './to-own-url';
import { toVouchedIdentity } from './vouched-identity';

export interface SignInRequest {
  database: Database;
  config: Config;
  /** The origin the browser reaches us by. */
  origin: string;
  /** Which provider the address names; null for the rest of next-auth's addresses. */
  providerId: string | null;
  /** The network address it came from. */
  address: string;
  now: Date;
}

/** Where next-auth sends people instead of its own pages. */
export const signInPages = {
  signIn: '/sign-in',
  signOut: '/sign-in',
  error: '/sign-in',
  verifyRequest: '/sign-in?mailed=1',
};

/** next-auth for one request: its address, time and providers are that request's. */
export function authOptions(request: SignInRequest): AuthOptions {
  const { database, config, origin, now } = request;
  const issuer = config.oidc?.issuer ?? null;
  const method = request.providerId === mailProviderId ? 'mail-link' : 'identity-provider';
  const secure = origin.startsWith('https:');
  return {
    secret: deriveSubKey(config.keys, 'auth'),
    adapter: createSessionAdapter(database, issuer, method, now),
    session: {
      strategy: 'database',
      maxAge: sessionPolicy.absoluteMs / 1000,
      generateSessionToken: createOpaqueToken,
    },
    useSecureCookies: secure,
    cookies: authCookies(secure),
    pages: signInPages,
    providers: providersOf(request),
    callbacks: {
      redirect: ({ url }) => toOwnUrl(url, origin),
      signIn: async ({ account, profile, email }) => {
        // Whoever asks for a link is answered alike, known or not; who they are is decided when it is opened.
        if (email?.verificationRequest) return true;
        try {
          return await decide(request, method, account, profile);
        } catch (error) {
          // next-auth would show the message in an address.
          serverLog.error({ err: error }, 'A sign-in could not be decided.');
          return `${signInPages.error}?error=Callback`;
        }
      },
    },
    logger: {
      // Never the metadata: it may carry tokens.
      error: (code, metadata) =>
        serverLog.error({ code, err: 'error' in metadata ? metadata.error : metadata }, 'next-auth'),
      warn: (code) => serverLog.warn({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}

function providersOf({ database, config, origin, now }: SignInRequest): AuthOptions['providers'] {
  const { oidc, smtp } = config;
  const mayReceive = (email: string) => mayReceiveLink(database, email, now);
  return [
    ...(oidc ? [oidcProvider(oidc, config.demo ? origin : null)] : []),
    ...(smtp ? [mailLinkProvider(smtp, origin, mayReceive)] : []),
  ];
}

type SignInCallback = NonNullable<NonNullable<AuthOptions['callbacks']>['signIn']>;
type SignInParameters = Parameters<SignInCallback>[0];

/** True to go on; else the page that says why not. */
async function decide(
  request: SignInRequest,
  method: SignInMethod,
  account: SignInParameters['account'],
  profile: SignInParameters['profile'],
): Promise<true | string> {
  const { result, email } = await admit(request, account, profile);
  if (!('fault' in result)) return true;
  const outcome = result.fault === 'Disabled' || result.fault === 'AccessDenied' ? 'denied' : 'failed';
  const { address } = request;
  await recordFailedSignIn(request.database, { email, method, reason: result.fault, outcome, address }, request.now);
  return `${signInPages.error}?error=${result.fault}`;
}

async function admit(
  { database, config, now }: SignInRequest,
  account: SignInParameters['account'],
  profile: SignInParameters['profile'],
): Promise<{ result: Admission; email: string | null }> {
  if (account?.provider === oidcProviderId && config.oidc && profile) {
    const identity = toVouchedIdentity({ ...profile }, config.oidc);
    return { result: await admitIdentity(database, identity, now), email: identity.email };
  }
  if (account?.provider === mailProviderId) {
    const email = account.providerAccountId.toLowerCase();
    return { result: await admitByMail(database, email, now), email };
  }
  return { result: { fault: 'AccessDenied' }, email: null };
}
