import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';
import { pinNextAuthEnvironment } from '@/lib/config/next-auth-environment';

/** What next-auth reads of a request. */
export interface NextAuthRequest {
  method: string;
  /** The address after `/api/auth/`. */
  segments: string[];
  query: Record<string, string>;
  cookies: Record<string, string>;
  body: Record<string, string> | undefined;
  /** The origin the browser reaches us by; next-auth builds every address from it. */
  origin: string;
}

pinNextAuthEnvironment();

/**
 * Calls next-auth through its API-route entry, which takes the request as plain values: what reaches it is only what we
 * pass, with a host of our choice and without headers a client could have forged.
 */
export async function callNextAuth(request: NextAuthRequest, options: AuthOptions): Promise<Response> {
  const { host, protocol } = new URL(request.origin);
  const incoming: Pick<NextApiRequest, 'method' | 'query' | 'cookies' | 'body' | 'headers'> = {
    method: request.method,
    query: { ...request.query, nextauth: request.segments },
    cookies: request.cookies,
    body: request.body ?? {},
    headers: { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) },
  };
  const answer = new Answer();
  // The rest of both types is Node's streams, which next-auth does not touch.
  await NextAuth(incoming as NextApiRequest, answer as unknown as NextApiResponse, options);
  return answer.toResponse();
}

/** The part of a Node response that next-auth writes to. */
class Answer {
  #status = 200;
  #headers = new Headers();
  #body: string | null = null;

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string): string[] | string | undefined {
    return name.toLowerCase() === 'set-cookie' ? this.#headers.getSetCookie() : (this.#headers.get(name) ?? undefined);
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.delete(name);
    for (const one of [value].flat()) this.#headers.append(name, one);
    return this;
  }

  json(value: unknown): void {
    this.#headers.set('content-type', 'application/json');
    this.#body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === 'string') this.#body = value;
    else if (value !== undefined) this.json(value);
  }

  end(): void {}

  toResponse(): Response {
    return new Response(this.#body, { status: this.#status, headers: this.#headers });
  }
}
