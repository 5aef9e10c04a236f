import { handleAuth } from './handle-auth';
import { handleInvitation } from './handle-invitation';

/** A browser that keeps cookies and talks to sign-in as to a console at `origin`. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(new Request(new URL(path, this.#origin), { headers: { cookie: this.cookie, ...headers } }));
  }

  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams(fields);
    const all = { cookie: this.cookie, origin: this.#origin, ...headers };
    return this.#send(new Request(new URL(path, this.#origin), { method: 'POST', headers: all, body }));
  }

  /** Posts a sign-in form with its CSRF token. */
  async submit(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const { csrfToken } = (await (await this.get('/api/auth/csrf', headers)).json()) as { csrfToken: string };
    return this.post(path, { csrfToken, ...fields }, headers);
  }

  async #send(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const response =
      pathname === '/api/invitation'
        ? await handleInvitation(request)
        : await handleAuth(request, pathname.replace('/api/auth/', '').split('/'));
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const isGone = value === '' || attributes.some((attribute) => attribute === 'Max-Age=0');
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, decodeURIComponent(value));
    }
    return response;
  }
}
