const plainName = 'millwright.session';
const hostName = `__Host-${plainName}`;

/** The session cookie of an https or a plain http console. `__Host-` pins it to this very host, path / and TLS. */
export function sessionCookieName(secure: boolean): string {
  return secure ? hostName : plainName;
}

/**
 * The session token among a request's cookies, null when there is none.
 * A console reached over https never accepts the plain name: a neighbour on plain http could have planted it.
 * In demo mode one console answers both by http and through https tunnels, so both count.
 */
export function findSessionToken(cookies: ReadonlyMap<string, string>, secure: boolean, demo: boolean): string | null {
  const token = cookies.get(sessionCookieName(secure)) ?? (demo ? cookies.get(sessionCookieName(!secure)) : undefined);
  return token === undefined || token === '' ? null : token;
}

/** A `Cookie` header by name; the first of two equal names wins, as browsers send the more specific one first. */
export function parseCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=');
    if (separator < 1) continue;
    const name = part.slice(0, separator).trim();
    if (!cookies.has(name)) cookies.set(name, decodeValue(part.slice(separator + 1).trim()));
  }
  return cookies;
}

function decodeValue(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
