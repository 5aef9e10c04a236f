import { drawsOf } from '../../draws';
import { gatewayAddresses } from '../ends';
import { awsBranches, awsToGoogle, type GoogleVpn, googleVpns } from './tunnels';

/** The two outside addresses of Google's end. */
export function googleAddresses(seed: string, vpn: GoogleVpn): [string, string] {
  const index = googleVpns.indexOf(vpn);
  const draws = drawsOf(seed, 'google-cloud', 'vpn', vpn.peer, vpn.region);
  return [`34.157.${index}.${draws.integer(1, 254)}`, `35.220.${index}.${draws.integer(1, 254)}`];
}

/** The outside address of a tunnel's end at AWS, by the place of its connection among them all. */
export function awsAddress(connection: number, number: 0 | 1): string {
  return `${number === 0 ? '203.0.113' : '198.51.100'}.${10 + connection * 2 + number}`;
}

/** The inside addresses of a tunnel's two ends, by the place of its connection among them all. */
export function insideAddresses(connection: number, number: 0 | 1): { cidr: string; near: string; far: string } {
  const prefix = `169.254.${20 + connection}`;
  const first = number * 4;
  return { cidr: `${prefix}.${first}/30`, near: `${prefix}.${first + 1}`, far: `${prefix}.${first + 2}` };
}

/** The outside addresses of a gateway of Azure's, one an instance: two of those that meet Google, one of others. */
export function azureAddresses(seed: string, subscription: string, region: string): [string, ...string[]] {
  const draws = drawsOf(seed, 'azure', 'gateway-address', subscription, region);
  const first = `20.${draws.integer(40, 250)}.${draws.integer(0, 255)}.${draws.integer(1, 254)}`;
  const second = `20.${draws.integer(40, 250)}.${draws.integer(0, 255)}.${draws.integer(1, 254)}`;
  const isPair = googleVpns.some(
    ({ far }) => far.cloud === 'azure' && far.subscription === subscription && far.region === region,
  );
  return isPair ? [first, second] : [first];
}

/** The inside addresses of a tunnel of Google's: its own and the far end's. */
export function googleInside(vpn: GoogleVpn, number: number): { near: string; far: string } {
  const side = number % 2;
  const connection = awsToGoogle.findIndex((each) => each.vpn === vpn && each.side === side);
  if (connection < 0) {
    const prefix = `169.254.${googleVpns.indexOf(vpn)}`;
    return { near: `${prefix}.${number * 4 + 1}`, far: `${prefix}.${number * 4 + 2}` };
  }
  const { near, far } = insideAddresses(awsBranches.length + connection, number < 2 ? 0 : 1);
  return { near: far, far: near };
}

/** The outside addresses at the far end of Google's tunnels, by the interface of its external gateway. */
export function farAddresses(seed: string, { peer, region, far }: GoogleVpn): string[] {
  if (far.cloud === null) return gatewayAddresses(far.place);
  if (far.cloud === 'azure') return azureAddresses(seed, far.subscription, far.region);
  return awsToGoogle.flatMap(({ vpn }, index) =>
    vpn.peer === peer && vpn.region === region
      ? [awsAddress(awsBranches.length + index, 0), awsAddress(awsBranches.length + index, 1)]
      : [],
  );
}
