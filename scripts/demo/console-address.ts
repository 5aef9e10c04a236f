import { isIPv6 } from 'node:net';

export interface ConsoleAddress {
  /** What a person opens. */
  url: string;
  /** Where this machine reaches it, whatever its names resolve to. */
  probeUrl: string;
}

/** Addresses that stand for all of a machine's, and the loopback one among them. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where a console that listens on a host and port is found. */
export function toConsoleAddress(host: string, port: number): ConsoleAddress {
  const isAtLocalhost = host in everywhere || host === '127.0.0.1';
  return {
    url: toUrl(isAtLocalhost ? 'localhost' : host, port),
    probeUrl: toUrl(everywhere[host] ?? host, port),
  };
}

function toUrl(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
