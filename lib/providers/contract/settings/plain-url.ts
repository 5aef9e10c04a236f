/** In characters. What is longer is no address, and only takes long to look at. */
const longestUrl = 2048;

/** A web address without credentials, query or fragment; null for any other text. */
export function parsePlainUrl(text: string): URL | null {
  const url = text.length > longestUrl ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null;
}

/** Whether a text is such an address and has no path either. */
export function isPlainOrigin(text: string): boolean {
  return parsePlainUrl(text)?.pathname === '/';
}
