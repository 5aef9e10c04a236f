const marker = 'mw_';
const probeMarker = 'mwp_';

/** A personal API token: a marker that secret scanners find, then 256 bits. */
export function toApiTokenValue(opaque: string): string {
  return `${marker}${opaque}`;
}

/** The token of a probe agent, which can do nothing but report. */
export function toProbeTokenValue(opaque: string): string {
  return `${probeMarker}${opaque}`;
}

export function isApiTokenShaped(text: string): boolean {
  return /^mw_[A-Za-z0-9_-]{43}$/.test(text);
}

export function isProbeTokenShaped(text: string): boolean {
  return /^mwp_[A-Za-z0-9_-]{43}$/.test(text);
}

/** The characters kept in clear, to recognise a token by. */
export function toApiTokenPrefix(value: string): string {
  return value.slice(0, (isProbeTokenShaped(value) ? probeMarker : marker).length + 6);
}
