const marker = 'mw_';

/** A personal API token: a marker that secret scanners find, then 256 bits. */
export function toApiTokenValue(opaque: string): string {
  return `${marker}${opaque}`;
}

export function isApiTokenShaped(text: string): boolean {
  return text.startsWith(marker) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(marker.length));
}

/** The characters kept in clear, to recognise a token by. */
export function toApiTokenPrefix(value: string): string {
  return value.slice(0, marker.length + 6);
}
