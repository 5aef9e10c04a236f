/**
 * How a tunnel is encrypted, in words: `IPsec, IKEv2, AES256-GCM-16`. Details that are not told, or of which several are
 * allowed so that it is not told which is in use, are left out.
 */
export function toIpsecWords(...details: (string | null | undefined)[]): string {
  return ['IPsec', ...details.filter((detail) => detail !== null && detail !== undefined && detail !== '')].join(', ');
}
