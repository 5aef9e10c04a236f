import type { LinkSide } from '../../links/link';
import { createLinkWorld } from '../../links/link-world';
import { azureCircuitLink } from '../../links/plan/azure-circuits';
import { azureTunnelLink, googleTunnelLink, googleVpns } from '../../links/plan/tunnels';
import type { Region, SubscriptionName } from '../geography';
import type { ConnectionMonitor, MonitorTest } from '../records/links';
import { beforeEpoch, epoch, type Ground, groundOf, type PlanContext, placed, subnetOf } from './plan';

const own = (link: string): LinkSide => ({ link, end: 0 });
const overGoogle = (peer: string): LinkSide[] =>
  googleVpns.flatMap((vpn) => (vpn.peer === peer ? [{ link: googleTunnelLink(vpn, 0), end: 1 as const }] : []));

/** What each region's monitor tries to reach: a name, an address, and the link on the way. */
const monitors: readonly {
  subscription: SubscriptionName;
  region: Region;
  targets: readonly [name: string, address: string, lines: readonly LinkSide[]][];
}[] = [
  {
    subscription: 'shared',
    region: 'eastus',
    targets: [
      ['google-us-east4', '10.11.0.10', [own(azureCircuitLink('er-google-ashburn'))]],
      [
        'munich-hall',
        '10.200.0.10',
        [own(azureTunnelLink({ subscription: 'shared', region: 'eastus' }, 'munich-hall'))],
      ],
      [
        'newyork-office',
        '10.201.0.10',
        [own(azureTunnelLink({ subscription: 'shared', region: 'eastus' }, 'newyork-office'))],
      ],
    ],
  },
  {
    subscription: 'shared',
    region: 'northeurope',
    targets: [
      ['dublin-office', '10.202.0.10', [own(azureCircuitLink('er-dublin'))]],
      ['london-office', '10.203.0.10', [own(azureCircuitLink('er-london'))]],
    ],
  },
  {
    subscription: 'shared',
    region: 'germanywestcentral',
    targets: [
      ['munich-hall', '10.200.0.10', [own(azureCircuitLink('er-munich'))]],
      [
        'berlin-office',
        '10.204.0.10',
        [own(azureTunnelLink({ subscription: 'shared', region: 'germanywestcentral' }, 'berlin-office'))],
      ],
      ['frankfurt-colo', '10.205.0.10', [own(azureCircuitLink('er-frankfurt-a'))]],
    ],
  },
  {
    subscription: 'training',
    region: 'swedencentral',
    targets: [['google-europe-west4', '10.12.0.10', overGoogle('azure-stockholm')]],
  },
];

/** A network watcher of each of these regions, and its connection monitor. */
export function planMonitors(context: PlanContext): void {
  for (const { subscription, region, targets } of monitors) {
    const ground = groundOf(subscription, region);
    const common = {
      resourceGroup: 'NetworkWatcherRG',
      team: 'site-reliability',
      createdAt: beforeEpoch(150),
    } as const;
    const watcher = `NetworkWatcher_${region}`;
    const name = `cm-${region}`;
    const tests = targets.flatMap(([target, address, lines]) =>
      lines.map((line) => testOf(context, ground, target, address, line)),
    );
    const monitor: ConnectionMonitor = {
      ...placed(context.seed, ground, { ...common, name, key: `monitor/${name}` }),
      type: 'microsoft.network/networkwatchers/connectionmonitors',
      watcher,
      tests,
    };
    context.standing.push(
      {
        ...placed(context.seed, ground, { ...common, name: watcher, key: `watcher/${watcher}` }),
        type: 'microsoft.network/networkwatchers',
      },
      monitor,
    );
  }
}

function testOf(
  { seed, scale }: PlanContext,
  ground: Ground,
  name: string,
  address: string,
  line: LinkSide,
): MonitorTest {
  const { latencySeconds } = createLinkWorld(seed, scale).read(line.link, epoch.getTime());
  const usualMs = latencySeconds === null ? 20 : latencySeconds * 1000;
  return {
    name,
    source: subnetOf(ground, 'compute'),
    sourceAddress: `10.${ground.octet}.16.10`,
    destination: name,
    destinationAddress: address,
    port: 443,
    roundTripLimitMs: Math.ceil(usualMs * 2) + 20,
    line,
  };
}
