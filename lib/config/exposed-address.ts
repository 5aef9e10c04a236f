const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/;

/** Whether an address goes over a network in plain text. */
export function isExposed(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !loopback.test(hostname);
}
