import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { isSecureRequest, withoutForgedHeaders } from '@/lib/api/headers/own-request-headers';
import { toSecurityPolicy } from '@/lib/api/headers/security-policy';

/**
 * Headers, and nothing else: who may see what is decided where the facts are read, so that going round this changes
 * nothing. Gives each answer its own script policy and drops headers a caller has no business sending.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const policy = toSecurityPolicy({ nonce, development: process.env.NODE_ENV === 'development' });
  const headers = withoutForgedHeaders(request.headers);
  headers.set('x-nonce', nonce);
  // Where sign-in leads back to: a layout cannot see its own address.
  headers.set('x-address', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (isSecureRequest(request.nextUrl.protocol, request.headers))
    response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

// Uploads go round it: what passes through is held in memory and cut off at `proxyClientMaxBodySize`. Their answers are JSON.
export const config = { matcher: '/((?!_next/static/|api/v1/cost/uploads$).*)' };
