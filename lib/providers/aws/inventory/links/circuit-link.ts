import type { Connection, Lag } from '@aws-sdk/client-direct-connect';
import { bareLink, type LinkFacts, type LinkState, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { InventoryItem } from '@/lib/domain/resource';
import type { AwsPlace } from '../../connect/region-context';
import { toArn } from '../to-arn';

/**
 * The link that a Direct Connect connection is. Connections of one aggregation group stand in for each other. Every
 * account that is shown a connection knows it by the same id.
 */
export function toCircuitLink(
  place: AwsPlace,
  connection: Connection,
  { nativeId, name, status }: Pick<InventoryItem, 'nativeId' | 'name' | 'status'>,
): LinkFacts {
  const { connectionId, connectionState, location, partnerName, providerName, bandwidth, lagId, vlan } = connection;
  const isRejected = connectionState === 'rejected';
  return {
    ...bareLink({
      form: 'circuit',
      name,
      state: isRejected ? 'disabled' : toLinkState(status),
      nativeState: connectionState ?? null,
    }),
    far: { ...untoldEnd, place: location || partnerName || providerName || null },
    capacityBitsPerSecond: toBitsPerSecond(bandwidth),
    mtuBytes: toMtu(connection.jumboFrameCapable),
    encryption: toEncryption(connection),
    sessions: [],
    // One that a partner hosts, by a VLAN, rides on a line of the partner's, which is not told.
    carriers: vlan === undefined ? [] : null,
    redundancyGroup: lagId ? toArn(place, 'directconnect', `dxlag/${lagId}`) : null,
    sharedIds: connectionId === undefined ? [] : [connectionId],
    meters: [{ resource: nativeId, attributes: {} }],
  };
}

/**
 * The link that an aggregation group is: it rides on its connections, is as wide as all of them together, and is taken down
 * when fewer than its least are up. One that has lost a connection carries in part. `lines`: native ids of its connections.
 */
export function toGroupLink(
  lag: Lag,
  { nativeId, name, status }: Pick<InventoryItem, 'nativeId' | 'name' | 'status'>,
  lines: readonly string[],
): LinkFacts {
  const { lagState, location, providerName, connectionsBandwidth, numberOfConnections, connections = [] } = lag;
  const each = toBitsPerSecond(connectionsBandwidth);
  const state = toLinkState(status);
  const hasLost = connections.some(({ connectionState }) => connectionState === 'down');
  const standing: LinkState = state === 'up' && hasLost ? 'degraded' : state;
  return {
    ...bareLink({ form: 'circuit', name, state: standing, nativeState: lagState ?? null }),
    far: { ...untoldEnd, place: location || providerName || null },
    capacityBitsPerSecond: each === null || !numberOfConnections ? null : each * numberOfConnections,
    mtuBytes: toMtu(lag.jumboFrameCapable),
    encryption: toGroupEncryption(connections.map(toEncryption)),
    sessions: [],
    carriers: lag.connections === undefined ? null : lines,
    leastCarriers: lag.minimumLinks ?? null,
    sharedIds: lag.lagId === undefined ? [] : [lag.lagId],
    meters: [{ resource: nativeId, attributes: {} }],
  };
}

/** What all of its connections are encrypted by. */
function toGroupEncryption(each: readonly (string | null)[]): string | null {
  const [only = null, ...others] = new Set(each);
  return others.length === 0 ? only : null;
}

/** `50Mbps`, `100Gbps`; null for words that are no such. */
export function toBitsPerSecond(bandwidth: string | undefined): number | null {
  const [, digits, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?([MGT])bps$/i.exec(bandwidth ?? '') ?? [];
  if (digits === undefined || Number(digits) === 0) return null;
  const scale = unit?.toUpperCase() === 'M' ? 1e6 : unit?.toUpperCase() === 'G' ? 1e9 : 1e12;
  return Number(digits) * scale;
}

/** Of IP packets: a connection takes frames of 9,023 bytes or of 1,522, headers and checksum included. */
function toMtu(isJumboCapable: boolean | undefined): number | null {
  if (isJumboCapable === undefined) return null;
  return isJumboCapable ? 9001 : 1500;
}

const up = 'Encryption Up';
const down = 'Encryption Down';

/** Whether MACsec is at work; that it is asked for does not say so. What a partner's line does is not told. */
function toEncryption({ portEncryptionStatus, encryptionMode, macSecCapable, ...rest }: Connection): string | null {
  if (portEncryptionStatus === up) return 'MACsec';
  if (portEncryptionStatus === down || encryptionMode === 'no_encrypt') return 'none';
  return macSecCapable === false && !rest.partnerInterconnectMacSecCapable ? 'none' : null;
}
