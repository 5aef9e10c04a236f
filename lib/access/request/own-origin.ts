import type { Config } from '@/lib/config/config';

/**
 * The origin this console is reached by. In production it is MILLWRIGHT_URL and nothing a request says changes it.
 * In demo mode, which answers by any host or tunnel, it is what the request, or the proxy before it, names.
 */
export function readOwnOrigin(headers: Headers, config: Pick<Config, 'demo' | 'origin'>): string | null {
  if (!config.demo) return config.origin;
  const host = firstOf(headers.get('x-forwarded-host')) ?? headers.get('host');
  const scheme = firstOf(headers.get('x-forwarded-proto')) === 'https' ? 'https' : 'http';
  if (host === null || !URL.canParse(`${scheme}://${host}`)) return config.origin;
  return new URL(`${scheme}://${host}`).origin;
}

/** Whether the `Origin` a browser sent is this console. A tunnel that hides its TLS leaves only the host to compare. */
export function isOwnOrigin(origin: string | null, headers: Headers, config: Pick<Config, 'demo' | 'origin'>): boolean {
  const own = readOwnOrigin(headers, config);
  if (origin === null || own === null || !URL.canParse(origin)) return false;
  if (!config.demo) return new URL(origin).origin === own && origin === own;
  return new URL(origin).host === new URL(own).host;
}

/** Of several proxies, what the one nearest to the browser was asked for. */
function firstOf(header: string | null): string | null {
  return header?.split(',').at(0)?.trim() || null;
}
