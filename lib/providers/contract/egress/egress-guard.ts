import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressRange } from '@/lib/domain/egress/address';
import { judgeAddress } from '@/lib/domain/egress/judge-address';
import { isMetadataHostName } from '@/lib/domain/egress/metadata-host-names';
import { EgressRefusal } from './egress-refusal';
import { parseAddress } from './parse-address';

/** Resolves a host name to all its addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  hostName: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const resolveBySystem: Resolve = (hostName, callback) => systemLookup(hostName, { all: true }, callback);

/** Decides which destinations may be dialled: before (by URL or host) and while (by resolved address). */
export interface EgressGuard {
  /** Why the URL is refused as it stands, or null. A name's addresses are judged when it is dialled. */
  refuseUrl(url: URL): EgressRefusal | null;
  /** Why a host is refused as it stands, or null. `plain`: the connection carries no TLS. */
  refuseHost(host: string, plain: boolean): EgressRefusal | null;
  /** A lookup that only ever answers with addresses that passed, so the checked address is the dialled one. */
  lookup(plain: boolean): LookupFunction;
}

export function createEgressGuard(allow: readonly AddressRange[], resolve: Resolve = resolveBySystem): EgressGuard {
  const refuseAddress = (
    host: string,
    address: string,
    plain: boolean,
  ): { refusal: EgressRefusal; never: boolean } | null => {
    const bytes = parseAddress(address);
    if (bytes === null) return { refusal: EgressRefusal.ofAddress(host, 'unspecified', true), never: true };
    const verdict = judgeAddress(bytes, allow);
    if (!verdict.allowed) {
      return { refusal: EgressRefusal.ofAddress(host, verdict.reason, verdict.never), never: verdict.never };
    }
    return plain && !verdict.byRule ? { refusal: EgressRefusal.ofPlainHttp(host), never: false } : null;
  };

  const refuseHost = (host: string, plain: boolean): EgressRefusal | null => {
    if (isMetadataHostName(host)) return EgressRefusal.ofMetadataName(host);
    const literal = isLocalhostName(host) ? '127.0.0.1' : host;
    return parseAddress(literal) === null ? null : (refuseAddress(host, literal, plain)?.refusal ?? null);
  };

  const judgeResolved = (
    hostName: string,
    addresses: LookupAddress[],
    plain: boolean,
  ): LookupAddress[] | EgressRefusal => {
    const judged = addresses.map((entry) => ({
      entry,
      refused: refuseAddress(`${hostName} (${entry.address})`, entry.address, plain),
    }));
    const never = judged.find(({ refused }) => refused?.never);
    if (never?.refused) return never.refused.refusal;
    const passed = judged.filter(({ refused }) => refused === null).map(({ entry }) => entry);
    const first = judged[0]?.refused?.refusal;
    return passed.length === 0 && first ? first : passed;
  };

  return {
    refuseHost,
    refuseUrl(url) {
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return EgressRefusal.ofScheme(url.protocol);
      return refuseHost(url.hostname, url.protocol === 'http:');
    },
    lookup: (plain) => (hostName, options, callback) => {
      resolve(hostName, (error, addresses) => {
        if (error) return callback(error, '', 0);
        const judged = judgeResolved(hostName, addresses, plain);
        if (judged instanceof EgressRefusal) return callback(judged, '', 0);
        const ofFamily = judged.filter(({ family }) => !options.family || family === toFamily(options.family));
        if (options.all) return callback(null, ofFamily);
        const [chosen] = ofFamily;
        return chosen
          ? callback(null, chosen.address, isIP(chosen.address))
          : callback(Object.assign(new Error(`No address for ${hostName}`), { code: 'ENOTFOUND' }), '', 0);
      });
    },
  };
}

function toFamily(family: number | 'IPv4' | 'IPv6'): number {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : family;
}

/** Names that RFC 6761 reserves for loopback. */
function isLocalhostName(host: string): boolean {
  return /(^|\.)localhost\.*$/i.test(host);
}
