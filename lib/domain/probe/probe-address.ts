import type { Address } from '@/lib/domain/egress/address';
import { type AddressClass, classifyAddress } from '@/lib/domain/egress/classify-address';
import { embeddedAddresses, toCanonicalAddress } from '@/lib/domain/egress/embedded-addresses';
import { judgeAddress } from '@/lib/domain/egress/judge-address';
import type { ProbeKind } from './probe';

/** Where a probe goes: a host as a name or address without brackets, a port where the kind has one, and what is asked for. */
export interface ProbeDestination {
  host: string;
  /** Null of icmp. */
  port: number | null;
  /** Of http and throughput; else null. */
  url: URL | null;
}

const hostPattern = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)$/;

/** What an address of this kind says; null where it is none. URLs carry no account: a probe holds no secrets. */
export function readProbeAddress(kind: ProbeKind, address: string): ProbeDestination | null {
  if (kind === 'icmp') return isHost(address) ? { host: withoutBrackets(address), port: null, url: null } : null;
  if (kind === 'tcp') return readHostAndPort(address);
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || url.hash !== '' || !isHost(url.hostname)) return null;
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: withoutBrackets(url.hostname), port, url };
}

function readHostAndPort(address: string): ProbeDestination | null {
  const [, host, digits] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  const port = Number(digits);
  if (host === undefined || !isHost(host) || port < 1 || port > 65_535) return null;
  return { host: withoutBrackets(host), port, url: null };
}

/** An IPv6 address stands in brackets, so that its colons are no port's. */
function isHost(text: string): boolean {
  return hostPattern.test(text);
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

const everything = [
  { network: [0, 0, 0, 0], prefixLength: 0 },
  { network: Array.from({ length: 16 }, () => 0), prefixLength: 0 },
];

/**
 * Why a probe may not dial an address; null: it may. A probe runs at a site, so what is private there is what it is for. It
 * never dials metadata services and link-local addresses, nor the machine it runs on, which is no way to anywhere.
 */
export function refuseProbeAddress(address: Address): AddressClass | null {
  const verdict = judgeAddress(address, everything);
  if (!verdict.allowed) return verdict.reason;
  const canonical = toCanonicalAddress(address);
  const meant = [canonical, ...embeddedAddresses(canonical)].map(classifyAddress);
  return meant.includes('loopback') ? 'loopback' : null;
}
