import { failingProbe } from '../incidents';
import type { ExporterSeries, MetricType } from '../series';
import { type Wave, wave } from '../waves';

/** What the hall's blackbox exporter probes. */
export const probes: readonly { module: 'http_2xx' | 'icmp'; target: string }[] = [
  { module: 'http_2xx', target: 'https://console.millwright.example/' },
  { module: 'http_2xx', target: 'https://registry.munich.millwright.example/v2/' },
  { module: 'http_2xx', target: failingProbe },
  { module: 'icmp', target: 'edge-1.frankfurt.millwright.example' },
  { module: 'icmp', target: 'edge-1.ashburn.millwright.example' },
];

/** Every series of one probe. */
export function probeSeries(seed: string, { module, target }: (typeof probes)[number]): ExporterSeries[] {
  const series: ExporterSeries[] = [];
  const add = (
    name: string,
    help: string,
    valueAt: Wave,
    labels: Record<string, string> = {},
    type: MetricType = 'gauge',
  ) => series.push({ family: { name, type, help }, labels, valueAt });
  const works = target !== failingProbe;
  const far = target.includes('ashburn') ? 0.094 : 0.011;
  const duration = wave(seed, `probe/${target}`, far, far * 1.6);
  add('probe_success', 'Displays whether or not the probe was a success', () => (works ? 1 : 0));
  add('probe_duration_seconds', 'Returns how long the probe took to complete in seconds', works ? duration : () => 9.5);
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
        (ms) => (phase === 'rtt' ? duration(ms) : 0.0004),
        { phase },
      );
    }
  }
  return series;
}
