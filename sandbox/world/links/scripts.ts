import { epoch, hourMs } from '../aws/plan/plan';
import type { Script } from './incident';
import { awsCircuitLink } from './plan/aws-circuits';
import { azurePeeringLink, azurePortLink, peeringSides } from './plan/azure-circuits';
import { edgeTunnelLink } from './plan/edges';
import { awsTunnelLink, azureTunnelLink } from './plan/tunnels';
import { comingRound, everyDayAt, forGood } from './schedule';

/** Every incident of links there is; outside of these nothing is wrong. A link has one at a time. */
export const scripts: readonly Script[] = [
  {
    kind: 'flapping',
    link: 'vpn/google-cloud/aws-columbus-us-central1/1',
    cause: 'Dead peer detection times out again and again',
    when: everyDayAt(6, 2, 56),
    downs: [
      [0, 5],
      [12, 6],
      [25, 5],
      [37, 7],
      [50, 6],
    ],
  },
  {
    kind: 'degraded',
    link: azurePortLink('erd-ashburn-google', 1),
    cause: 'A bent fibre in the meet-me room',
    when: everyDayAt(14, 0, 180),
    downs: [],
    effect: { lossShare: 0.018, latencyFactor: 1.8, dimmedDb: [9.5, 8.5] },
  },
  {
    kind: 'spare-lost',
    link: awsTunnelLink('dublin-office', 1),
    cause: 'The second router of the office is maintained',
    when: everyDayAt(9, 20, 150),
    downs: 'throughout',
  },
  {
    kind: 'counts-while-down',
    link: azureTunnelLink({ subscription: 'shared', region: 'germanywestcentral' }, 'berlin-office'),
    cause: 'The shared key was changed at one end only',
    when: forGood(31),
    downs: 'throughout',
    effect: { strayBytesPerSecond: [2_400, 1_900] },
  },
  ...([0, 1] as const).map(
    (number): Script => ({
      kind: 'down',
      link: awsTunnelLink('london-office', number),
      cause: 'The office was closed and its router taken away',
      when: forGood(52 - number),
      downs: 'throughout',
    }),
  ),
  {
    kind: 'spare-lost',
    link: awsTunnelLink('stockholm-office', 1),
    cause: 'The second uplink of the office was cancelled',
    when: forGood(77),
    downs: 'throughout',
  },
  {
    kind: 'spare-lost',
    link: 'vpn/google-cloud/munich-hall-europe-west4/1',
    cause: 'A firewall of the hall drops what comes from the second interface',
    when: forGood(19),
    downs: 'throughout',
  },
  {
    kind: 'spare-lost',
    link: awsCircuitLink('frankfurt-b'),
    cause: 'The carrier splices a fibre',
    when: comingRound(['circuit-cut'], { everyHours: 7, minutes: 35 }),
    downs: 'throughout',
  },
  {
    kind: 'spare-lost',
    link: 'line/google-cloud/frankfurt-b',
    cause: 'A line card restarts',
    when: comingRound(['google-cloud', 'circuit-cut'], { everyHours: 9, minutes: 40 }),
    downs: 'throughout',
  },
  {
    kind: 'down',
    link: azureTunnelLink({ subscription: 'serving', region: 'northeurope' }, 'paris-edge'),
    cause: 'The keys are negotiated anew',
    when: comingRound(['azure-vpn-window'], { everyHours: 5, minutes: 20 }),
    downs: 'throughout',
  },
  ...peeringSides.map(
    (side): Script => ({
      kind: 'down',
      link: azurePeeringLink('er-frankfurt-b', 'AzurePrivatePeering', side),
      cause: 'The peering was disabled and forgotten',
      when: forGood(400),
      downs: 'throughout',
    }),
  ),
  {
    kind: 'dim',
    link: azurePortLink('erd-frankfurt', 2),
    cause: 'A dirty connector',
    when: forGood(600),
    downs: [],
    effect: { dimmedDb: [12.5, 0] },
  },
  ...['ves-io-dc12-ash', 'ves-io-ny8-nyc'].map(
    (edge): Script => ({
      kind: 'down',
      link: edgeTunnelLink(`lab-columbus--${edge}`),
      cause: 'The edge failed',
      when: forGood(100),
      downs: 'throughout',
    }),
  ),
  {
    kind: 'degraded',
    link: edgeTunnelLink('edge-ashburn--edge-munich'),
    cause: 'An overloaded transit provider on the way',
    when: forGood(9),
    downs: [],
    effect: { lossShare: 0.042, latencyFactor: 4.1, throughputFactor: 0.2 },
  },
  {
    kind: 'flapping',
    link: edgeTunnelLink('edge-frankfurt--ves-io-fr4-fra'),
    cause: 'The uplink of a node loses carrier',
    when: () => ({
      kind: 'recurring',
      periodMs: 9 * hourMs,
      firstMs: Math.floor(epoch.getTime() / (9 * hourMs)) * 9 * hourMs,
      lengthMs: hourMs / 4,
    }),
    downs: [
      [0, 3],
      [6, 3],
      [12, 3],
    ],
  },
];
