import type { AxisRule, LineSeries } from '@/components/charts/prepare/to-line-chart';
import type { LinkSeries } from '@/lib/api/contracts/link-series';
import type { MetricName } from '@/lib/domain/metric';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { formatLatency } from './format-latency';

type Series = LinkSeries['series'][number];

/** One chart of a link: lines of one unit that are read together. */
export interface LinkChart {
  id: string;
  title: string;
  unit: string;
  /** What is measured, by whom and under which name. */
  definition: string;
  series: LineSeries[];
  axisRule: AxisRule;
  format: (value: number) => string;
  /** It has one value until it has another: prefixes, sessions. */
  isStepped: boolean;
  /** Newest of its samples; null where it follows from others. */
  lastMeasuredAt: string | null;
}

interface Measured {
  id: string;
  title: string;
  unit: string;
  metrics: readonly MetricName[];
  axisRule: AxisRule;
  format: (value: number) => string;
  isStepped?: boolean;
  /** Beside what its metrics say. */
  note?: string;
  /** What is said where nobody measures it. */
  untold: string;
  /** A metric that says the same in other words. */
  toldBy?: MetricName;
}

const formatRate = (value: number) => `${value === 0 || value >= 10 ? formatNumber(value) : value.toPrecision(2)}/s`;

const measured: readonly Measured[] = [
  {
    id: 'loss',
    title: 'Loss',
    unit: 'share of probes or packets',
    metrics: ['link.loss'],
    axisRule: { isFromZero: true },
    format: formatPercent,
    untold: 'Loss: no source measures it on this link; packets dropped are another thing.',
    toldBy: 'link.reachability',
  },
  {
    id: 'reachability',
    title: 'Probes that came through',
    unit: 'share',
    metrics: ['link.reachability'],
    axisRule: {},
    format: formatPercent,
    untold: '',
  },
  {
    id: 'latency',
    title: 'Latency',
    unit: 'round trip',
    metrics: ['link.latency'],
    axisRule: {},
    format: formatLatency,
    note: 'A point is the mean of its bucket.',
    untold: 'Latency: no cloud’s own tunnel metrics tell it; a probe between its sites would.',
  },
  {
    id: 'drops',
    title: 'Packets dropped',
    unit: 'a second',
    metrics: ['link.packet.drop.rate'],
    axisRule: { isFromZero: true },
    format: formatRate,
    untold: 'Packets dropped: not measured.',
  },
  {
    id: 'errors',
    title: 'Errors',
    unit: 'a second',
    metrics: ['link.errors'],
    axisRule: { isFromZero: true },
    format: formatRate,
    untold: 'Errors: not measured.',
  },
  {
    id: 'light',
    title: 'Optical power',
    unit: 'dBm',
    metrics: ['link.optical.power'],
    axisRule: {},
    format: (dbm) => `${dbm.toFixed(1)}\u00a0dBm`,
    note: 'No source tells the limits of its optics: three decibels below what is usual is a trouble.',
    untold: 'Optical power: not measured; tunnels and attachments have none.',
  },
  {
    id: 'sessions',
    title: 'BGP sessions',
    unit: '1 established, 0 not',
    metrics: ['link.bgp.state'],
    axisRule: { bounds: [0, 1] },
    format: (value) => value.toFixed(2),
    isStepped: true,
    untold: 'BGP sessions: not measured over time.',
  },
  {
    id: 'prefixes',
    title: 'Prefixes',
    unit: 'exchanged',
    metrics: ['link.bgp.prefixes'],
    axisRule: { isFromZero: true },
    format: formatNumber,
    isStepped: true,
    untold: 'Prefixes: not measured over time.',
  },
];

/** The charts of a link that something was measured for, and a sentence for each that nobody measures. */
export function toLinkCharts(series: LinkSeries): { charts: LinkChart[]; untold: string[] } {
  const charts: LinkChart[] = toTraffic(series);
  const untold: string[] = [];
  if (charts.length === 0) untold.push('Throughput: not measured.');
  else if (series.capacity === null) untold.push('Utilisation: nobody tells what the link was contracted to carry.');
  for (const { metrics, untold: sentence, note, toldBy, isStepped = false, ...chart } of measured) {
    const members = series.series.filter(
      ({ metric, mean }) => metrics.includes(metric) && mean.some((value) => value !== null),
    );
    if (members.length === 0) {
      const isTold = series.series.some(({ metric }) => metric === toldBy);
      if (sentence !== '' && !isTold) untold.push(sentence);
      continue;
    }
    charts.push({
      ...chart,
      isStepped,
      definition: `${toDefinition(members)}${note === undefined ? '' : ` ${note}`}`,
      series: toLines(members),
      lastMeasuredAt: toNewest(members),
    });
  }
  return { charts, untold };
}

function toTraffic({ receive, transmit, utilization, capacity, series, startsAt }: LinkSeries): LinkChart[] {
  const members = series.filter(({ metric }) => metric === 'link.io.rate');
  if (members.length === 0) return [];
  const line = (key: string, label: string, values: readonly (number | null)[] | null): LineSeries[] =>
    values === null ? [] : [{ key, label, values }];
  const basis = capacity?.basis === 'stated' ? 'as contracted' : 'as measured';
  const ways = [...line('receive', 'Receives', receive), ...line('transmit', 'Transmits', transmit)];
  const lastMeasuredAt = toNewest(members);
  const charts: LinkChart[] = [
    {
      id: 'throughput',
      title: 'Throughput',
      unit: 'bits a second',
      definition: `${toDefinition(members)} Each way as the near end sees it, the sum of its lanes and paths.`,
      series:
        ways.length === 0
          ? toLines(members)
          : [
              ...ways,
              ...(capacity === null
                ? []
                : line(
                    'capacity',
                    `Capacity each way, ${basis}`,
                    startsAt.map(() => capacity.value),
                  )),
            ],
      axisRule: { isFromZero: true },
      format: formatBitRate,
      isStepped: false,
      lastMeasuredAt,
    },
  ];
  if (utilization?.some((value) => value !== null))
    charts.push({
      id: 'utilization',
      title: 'Utilisation of the capacity',
      unit: '% of the busier way',
      definition: `Derived: the busier way’s throughput by the capacity ${basis} now. Unknown while either way is.`,
      series: line('utilization', 'Busier way', utilization),
      axisRule: { isFromZero: true },
      format: formatPercent,
      isStepped: false,
      lastMeasuredAt,
    });
  return charts;
}

function toLines(members: readonly Series[]): LineSeries[] {
  const isOneDefinition = new Set(members.map(({ definition }) => definition)).size === 1;
  return members.map(({ attributes, definition, connectionName, mean }, index) => {
    const told = Object.entries(attributes)
      .map(([key, value]) => (key === 'direction' || key === 'reason' ? value : `${key.split('.').at(-1)} ${value}`))
      .join(', ');
    const label = [told, told === '' || !isOneDefinition ? definition : ''].filter((each) => each !== '').join(', ');
    const isTwin = members.some((other) => other.connectionName !== connectionName);
    return { key: `s${index}`, label: isTwin ? `${label} (${connectionName})` : label, values: mean };
  });
}

function toDefinition(members: readonly Series[]): string {
  // What a metric says marks names of attributes for documents.
  const sentences = [...new Set(members.map(({ says }) => says.replaceAll('`', '')))];
  const names = [...Map.groupBy(members, ({ connectionName }) => connectionName)].map(
    ([source, ofSource]) => `${[...new Set(ofSource.map(({ definition }) => definition))].join(', ')} (${source})`,
  );
  return `${sentences.join(' ')} Measured as ${names.join('; ')}.`;
}

function toNewest(members: readonly Series[]): string | null {
  return members.reduce<string | null>(
    (newest, { lastMeasuredAt: at }) =>
      at !== null && (newest === null || Date.parse(at) > Date.parse(newest)) ? at : newest,
    null,
  );
}
