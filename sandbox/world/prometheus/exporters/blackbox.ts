import { createLinkWorld } from '../../links/link-world';
import { edgeTunnelLink } from '../../links/plan/edges';
import { flicker } from '../../links/rhythm';
import { failingProbe } from '../incidents';
import type { ExporterSeries, MetricType } from '../series';
import { type Wave, wave } from '../waves';

interface Probe {
  module: 'http_2xx' | 'icmp';
  target: string;
  /** The link on the way to it; absent for what is probed within the hall. */
  link?: string;
}

/** What the hall's blackbox exporter probes. */
export const probes: readonly Probe[] = [
  { module: 'http_2xx', target: 'https://console.millwright.example/' },
  { module: 'http_2xx', target: 'https://registry.munich.millwright.example/v2/' },
  { module: 'http_2xx', target: failingProbe },
  {
    module: 'icmp',
    target: 'edge-1.frankfurt.millwright.example',
    link: edgeTunnelLink('edge-frankfurt--edge-munich'),
  },
  { module: 'icmp', target: 'edge-1.ashburn.millwright.example', link: edgeTunnelLink('edge-ashburn--edge-munich') },
];

/** Every series of one probe. */
export function probeSeries(seed: string, { module, target, link }: Probe): ExporterSeries[] {
  const series: ExporterSeries[] = [];
  const add = (
    name: string,
    help: string,
    valueAt: Wave,
    labels: Record<string, string> = {},
    type: MetricType = 'gauge',
  ) => series.push({ family: { name, type, help }, labels, valueAt });
  const works = target !== failingProbe;
  const answers = link === undefined ? () => works : answersOver(seed, link);
  const duration = link === undefined ? wave(seed, `probe/${target}`, 0.011, 0.0176) : roundTrip(seed, link);
  add('probe_success', 'Displays whether or not the probe was a success', (ms) => (answers(ms) ? 1 : 0));
  add('probe_duration_seconds', 'Returns how long the probe took to complete in seconds', (ms) =>
    answers(ms) ? duration(ms) : 9.5,
  );
  add('probe_dns_lookup_time_seconds', 'Returns the time taken for probe dns lookup in seconds', () => 0.0021);
  if (module === 'http_2xx') {
    add('probe_http_status_code', 'Response HTTP status code', () => (works ? 200 : 0));
    for (const phase of ['connect', 'processing', 'resolve', 'tls', 'transfer']) {
      add(
        'probe_http_duration_seconds',
        'Duration of http request by phase, summed over all redirects',
        (ms) => (works ? duration(ms) / 5 : 0),
        { phase },
      );
    }
  } else {
    for (const phase of ['resolve', 'rtt', 'setup']) {
      add(
        'probe_icmp_duration_seconds',
        'Duration of icmp request by phase',
        (ms) => (phase !== 'rtt' ? 0.0004 : answers(ms) ? duration(ms) : 0),
        { phase },
      );
    }
  }
  return series;
}

/** Whether the one echo that is sent comes back: as often as the link loses none. */
function answersOver(seed: string, link: string): (ms: number) => boolean {
  const world = createLinkWorld(seed);
  const chance = flicker(seed, `echo/${link}`);
  return (ms) => (chance(ms) + 1) / 2 >= world.read(link, ms).lossShare;
}

function roundTrip(seed: string, link: string): Wave {
  const world = createLinkWorld(seed);
  return (ms) => world.read(link, ms).latencySeconds ?? Number.NaN;
}
