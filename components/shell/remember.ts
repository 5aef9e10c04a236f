const yearInSeconds = 31_536_000;

/** What the browser remembers of how the person likes the frame, so that the server draws it right at once. */
export type RememberedName = 'theme' | 'rail' | 'zone';

/** Keeps a choice in a cookie for a year; null forgets it. */
export function remember(name: RememberedName, value: string | null): void {
  const age = value === null ? 0 : yearInSeconds;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every supported browser
  document.cookie = `${name}=${encodeURIComponent(value ?? '')}; path=/; max-age=${age}; samesite=lax`;
}
