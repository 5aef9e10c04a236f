import type { TunnelOption, VgwTelemetry, VpnConnection } from '@aws-sdk/client-ec2';
import { toIpsecWords } from '@/lib/domain/link/ipsec-words';
import { bareLink, type LinkEnd, type LinkFacts, type LinkState, untoldEnd } from '@/lib/domain/link/link-facts';
import type { AwsPlace } from '../../connect/region-context';
import { toArn } from '../to-arn';
import { toName, toTags } from '../to-tags';
import { toAsn } from './to-asn';
import type { VpnEnds } from './vpn-ends';

/** The connection itself, as a link of its resource. */
const whole = '';

/** Of each tunnel, in bits a second, by the word that the API has for it. */
const tunnelBandwidths: Readonly<Record<string, number>> = { standard: 1.25e9, large: 5e9 };

/** What a resource that is a VPN connection is called. */
interface Named {
  nativeId: string;
  name: string;
}

/**
 * A VPN connection and its tunnels, which stand in for each other: what is measured of it is what is of them. Outside
 * addresses are of tunnels. What `ends` does not have of its ends is not told.
 */
export function toVpnLinks(
  place: AwsPlace,
  connection: VpnConnection,
  ends: VpnEnds,
  { nativeId, name }: Named,
): LinkFacts[] {
  const { State, Type, Options } = connection;
  const near = toNear(place, connection, ends);
  const far = toFar(place, connection, ends);
  const shared = {
    near,
    far,
    encryption: Type === 'ipsec.1' ? 'IPsec' : null,
    carriers: toCarriers(place, connection, ends),
  };
  const isIpsec = shared.encryption !== null;
  const tunnels = toTunnels(connection).map(({ address, telemetry, option }): LinkFacts => {
    const state = toTunnelState(connection, telemetry);
    const isStatic = Options?.StaticRoutesOnly;
    const session = {
      peerAddress: null,
      localAsn: null,
      peerAsn: far.asn,
      state,
      acceptedPrefixes: telemetry?.AcceptedRouteCount ?? null,
    };
    return {
      ...bareLink({ form: 'vpn-tunnel', name: `${name} ${address}`, state, nativeState: telemetry?.Status ?? null }),
      ...shared,
      key: address,
      partOf: whole,
      near: { ...near, address },
      stateSince: toMoment(telemetry?.LastStatusChange),
      stateReason: telemetry?.StatusMessage || null,
      encryption: isIpsec ? toEncryption(option) : null,
      capacityBitsPerSecond: tunnelBandwidths[Options?.TunnelBandwidth ?? ''] ?? null,
      sessions: isStatic === undefined ? null : isStatic ? [] : [session],
      redundancyGroup: nativeId,
      meters: [{ resource: nativeId, attributes: { 'tunnel.address': address } }],
    };
  });
  const state = toWholeState(
    connection,
    tunnels.map((tunnel) => tunnel.state),
  );
  return [
    {
      ...bareLink({ form: 'vpn-connection', name, state, nativeState: State ?? null }),
      ...shared,
      far: { ...far, address: null },
      key: whole,
      meters: [{ resource: nativeId, attributes: {} }],
    },
    ...tunnels,
  ];
}

interface Tunnel {
  address: string;
  telemetry: VgwTelemetry | undefined;
  option: TunnelOption | undefined;
}

/** What a tunnel may use where that is one: without a choice of the customer's it is many. */
function toEncryption(option: TunnelOption | undefined): string {
  const only = (allowed: readonly { Value?: string }[] | undefined) => {
    const [first, ...others] = allowed ?? [];
    return others.length === 0 ? first?.Value : undefined;
  };
  const version = only(option?.IkeVersions)?.replace(/^ike/, 'IKE');
  return toIpsecWords(version, only(option?.Phase2EncryptionAlgorithms));
}

/** Told by configuration and telemetry alike, or by either. Until AWS has given it an address, a tunnel is not there. */
function toTunnels({ Options, VgwTelemetry: told = [] }: VpnConnection): Tunnel[] {
  const telemetryOf = new Map(told.map((each) => [each.OutsideIpAddress, each]));
  const optionOf = new Map((Options?.TunnelOptions ?? []).map((each) => [each.OutsideIpAddress, each]));
  const addresses = new Set([...optionOf.keys(), ...telemetryOf.keys()]);
  return [...addresses].flatMap((address) =>
    address === undefined || address === '' || address === '0.0.0.0'
      ? []
      : [{ address, telemetry: telemetryOf.get(address), option: optionOf.get(address) }],
  );
}

function toTunnelState({ State }: VpnConnection, telemetry: VgwTelemetry | undefined): LinkState {
  if (State === 'pending') return 'provisioning';
  if (State === 'deleting') return 'disabled';
  if (telemetry?.Status === 'UP') return 'up';
  return telemetry?.Status === 'DOWN' ? 'down' : 'unknown';
}

/** `available` only says that AWS's end exists; whether anything passes, the tunnels say. */
function toWholeState({ State }: VpnConnection, tunnels: readonly LinkState[]): LinkState {
  if (State === 'pending') return 'provisioning';
  if (State === 'deleting') return 'disabled';
  if (State !== 'available' || tunnels.length === 0) return 'unknown';
  const [first, ...others] = new Set(tunnels);
  if (first !== undefined && others.length === 0) return first;
  return tunnels.includes('up') && tunnels.includes('down') ? 'degraded' : 'unknown';
}

function toNear(
  place: AwsPlace,
  { VpnConnectionId, TransitGatewayId, VpnGatewayId, CoreNetworkArn }: VpnConnection,
  { transitOwners }: VpnEnds,
): LinkEnd {
  if (TransitGatewayId) {
    const account = transitOwners.get(VpnConnectionId);
    const owned = account && toArn({ ...place, account }, 'ec2', `transit-gateway/${TransitGatewayId}`);
    return { ...untoldEnd, resource: owned ?? null };
  }
  if (VpnGatewayId) return { ...untoldEnd, resource: toArn(place, 'ec2', `vpn-gateway/${VpnGatewayId}`) };
  return { ...untoldEnd, resource: CoreNetworkArn ?? null };
}

function toFar(place: AwsPlace, { CustomerGatewayId }: VpnConnection, { customerGateways }: VpnEnds): LinkEnd {
  if (!CustomerGatewayId) return untoldEnd;
  const { IpAddress, BgpAsn, BgpAsnExtended, DeviceName, Tags } = customerGateways.get(CustomerGatewayId) ?? {};
  return {
    ...untoldEnd,
    resource: toArn(place, 'ec2', `customer-gateway/${CustomerGatewayId}`),
    address: IpAddress || null,
    asn: toAsn(BgpAsnExtended || BgpAsn),
    place: toName(toTags(Tags), DeviceName ?? '') || null,
  };
}

/**
 * A public outside address, which is the default, is reached over the internet; a private one over an attachment of the
 * same transit gateway, which its owner lists.
 */
function toCarriers(
  place: AwsPlace,
  { VpnConnectionId, Options }: VpnConnection,
  { transitOwners, isRead }: VpnEnds,
): string[] | null {
  if (Options === undefined) return null;
  const { OutsideIpAddressType: type = 'PublicIpv4', TransportTransitGatewayAttachmentId: transport } = Options;
  if (!transport) return type === 'PublicIpv4' || type === 'Ipv6' ? [] : null;
  const owner = transitOwners.get(VpnConnectionId);
  if (owner === undefined) return null;
  const account = isRead(owner) ? owner : place.account;
  return [toArn({ ...place, account }, 'ec2', `transit-gateway-attachment/${transport}`)];
}

function toMoment(at: Date | undefined): Date | null {
  return at !== undefined && at.getTime() > 0 ? at : null;
}
