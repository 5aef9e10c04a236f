import type { Labels, ScrapeTarget } from '../world/prometheus/series';
import { scrapeIntervalMs } from '../world/prometheus/world';
import { badData } from './api-error';
import { writeNumber } from './exposition';
import type { Parameters } from './parameters';
import { evaluateMatrix, type Instant, prepare } from './query/evaluate';
import { type Expression, parseQuery, parseSelector } from './query/parse';
import { type SeriesStorage, sampleBefore } from './query/storage';
import type { StoredSeries } from './query/stored-series';

/** Most moments of one range query. */
const mostPoints = 11_000;

/** What an operation answers from. */
export interface Reading {
  storage: SeriesStorage;
  targets: readonly ScrapeTarget[];
  parameters: Parameters;
  nowMs: number;
  /** The part of the path in braces. */
  name: string | null;
  /** Answers come back with nothing in them. */
  isEmpty: boolean;
}

export interface Outcome {
  data: unknown;
  warnings?: string[];
  infos?: string[];
}

/** One path below `/api/v1/`. */
export interface Operation {
  name: string;
  path: RegExp;
  /** Also asked by a form. */
  takesForm?: boolean;
  run(reading: Reading): Outcome;
}

export const operations: readonly Operation[] = [
  { name: 'query', path: /^query$/, takesForm: true, run: query },
  { name: 'query_range', path: /^query_range$/, takesForm: true, run: queryRange },
  { name: 'series', path: /^series$/, takesForm: true, run: listSeries },
  { name: 'labels', path: /^labels$/, takesForm: true, run: listLabels },
  { name: 'label_values', path: /^label\/([a-zA-Z_]\w*)\/values$/, run: listLabelValues },
  { name: 'metadata', path: /^metadata$/, run: listMetadata },
  { name: 'targets', path: /^targets$/, run: listTargets },
  { name: 'buildinfo', path: /^status\/buildinfo$/, run: () => ({ data: build }) },
  { name: 'runtimeinfo', path: /^status\/runtimeinfo$/, run: tellRuntime },
  { name: 'tsdb', path: /^status\/tsdb$/, run: tellDatabase },
];

const build = {
  version: '3.5.0',
  revision: '8be3a9560fbdd18a94dedec4b747c35178177202',
  branch: 'HEAD',
  buildUser: 'root@prometheus',
  buildDate: '20250714-16:17:32',
  goVersion: 'go1.24.5',
};

function query({ storage, parameters, nowMs, isEmpty }: Reading): Outcome {
  const expression = parseQuery(parameters.required('query'));
  const ms = parameters.time('time', nowMs);
  const infos = annotate(expression);
  if (expression.kind === 'selector' && expression.rangeMs !== null) {
    const found = isEmpty ? [] : evaluateMatrix(storage, expression, ms);
    const result = found.map(({ labels, samples }) => ({
      metric: labels,
      values: samples.map(([at, value]) => toPair(at, value)),
    }));
    return { data: { resultType: 'matrix', result }, ...infos };
  }
  const instant = prepare(storage, expression, { fromMs: ms, toMs: ms })(ms);
  if (instant.kind === 'scalar') return { data: { resultType: 'scalar', result: toPair(ms, instant.value) } };
  const elements = isEmpty ? [] : instant.elements;
  const limit = parameters.limit();
  const result = elements
    .slice(0, limit ?? undefined)
    .map(({ labels, value }) => ({ metric: labels, value: toPair(ms, value) }));
  return { data: { resultType: 'vector', result }, ...infos, ...truncation(elements.length, limit) };
}

function queryRange({ storage, parameters, isEmpty }: Reading): Outcome {
  const expression = parseQuery(parameters.required('query'));
  const start = parameters.time('start', null);
  const end = parameters.time('end', null);
  if (end < start) throw badData('invalid parameter "end": end timestamp must not be before start time');
  const step = parameters.duration('step');
  if (step <= 0)
    throw badData(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  if ((end - start) / step > mostPoints) {
    throw badData(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  if (expression.kind === 'selector' && expression.rangeMs !== null) {
    throw badData(
      'invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector',
    );
  }
  const evaluate = prepare(storage, expression, { fromMs: start, toMs: end });
  const rows = new Map<string | Labels, { metric: Labels; values: [number, string][] }>();
  for (let ms = start; ms <= end && !isEmpty; ms += step) collect(rows, expression, evaluate(ms), ms);
  return { data: { resultType: 'matrix', result: [...rows.values()] }, ...annotate(expression) };
}

function collect(
  rows: Map<string | Labels, { metric: Labels; values: [number, string][] }>,
  expression: Expression,
  instant: Instant,
  ms: number,
): void {
  const elements = instant.kind === 'scalar' ? [{ labels: {}, value: instant.value }] : instant.elements;
  for (const { labels, value } of elements) {
    // Labels of an aggregation are made anew at each moment; those of series are the same object throughout.
    const key = expression.kind === 'aggregation' || expression.kind === 'number' ? JSON.stringify(labels) : labels;
    const row = rows.get(key) ?? { metric: labels, values: [] };
    rows.set(key, row);
    row.values.push(toPair(ms, value));
  }
}

/** A sample in JSON: seconds as a number, the value as text. */
function toPair(ms: number, value: number): [number, string] {
  return [ms / 1000, writeNumber(value)];
}

/** What the server remarks on an expression without failing it. */
function annotate(expression: Expression): { infos?: string[] } {
  if (expression.kind === 'aggregation') return annotate(expression.inner);
  if (expression.kind !== 'over-range' || !['rate', 'irate', 'increase'].includes(expression.name)) return {};
  const name = expression.selector.matchers.find(
    ({ label, operator }) => label === '__name__' && operator === '=',
  )?.value;
  if (name === undefined || /_(total|sum|count|bucket)$/.test(name)) return {};
  return {
    infos: [
      `PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${JSON.stringify(name)}`,
    ],
  };
}

function truncation(count: number, limit: number | null): { warnings?: string[] } {
  return limit !== null && count > limit ? { warnings: ['results truncated due to limit'] } : {};
}

function matching({ storage, parameters, isEmpty, nowMs }: Reading): StoredSeries[] {
  const selectors = parameters.list('match[]').map(parseSelector);
  if (isEmpty) return [];
  const span = { fromMs: nowMs, toMs: nowMs };
  const found =
    selectors.length === 0
      ? storage.select([], span)
      : selectors.flatMap(({ matchers }) => storage.select(matchers, span));
  return [...new Set(found)].filter((series) => sampleBefore(series, nowMs) !== null);
}

function listSeries(reading: Reading): Outcome {
  if (reading.parameters.list('match[]').length === 0) throw badData('no match[] parameter provided');
  return limited(
    reading,
    matching(reading).map(({ labels }) => labels),
  );
}

function listLabels(reading: Reading): Outcome {
  return limited(reading, [...new Set(matching(reading).flatMap(({ labels }) => Object.keys(labels)))].sort());
}

function listLabelValues(reading: Reading): Outcome {
  const values = new Set<string>();
  for (const { labels } of matching(reading)) {
    const value = labels[reading.name ?? ''];
    if (value !== undefined) values.add(value);
  }
  return limited(reading, [...values].sort());
}

function limited(reading: Reading, data: readonly unknown[]): Outcome {
  const limit = reading.parameters.limit();
  return { data: data.slice(0, limit ?? undefined), ...truncation(data.length, limit) };
}

function listMetadata({ targets, parameters, isEmpty }: Reading): Outcome {
  const wanted = parameters.text('metric');
  const data: Record<string, unknown[]> = {};
  for (const { series, downSince } of isEmpty ? [] : targets) {
    if (downSince !== null) continue;
    for (const { family } of series) {
      if (wanted === null || wanted === family.name)
        data[family.name] = [{ type: family.type, help: family.help, unit: '' }];
    }
  }
  return { data };
}

function listTargets({ targets, parameters, nowMs, isEmpty }: Reading): Outcome {
  const state = parameters.text('state') ?? 'any';
  const pool = parameters.text('scrapePool');
  const shown = isEmpty || state === 'dropped' ? [] : targets.filter(({ job }) => pool === null || job === pool);
  const activeTargets = shown.map(({ job, instance, labels, url, downSince }) => ({
    discoveredLabels: {
      __address__: instance,
      __metrics_path__: '/metrics',
      __scheme__: 'http',
      __scrape_interval__: '30s',
      __scrape_timeout__: '10s',
      job,
    },
    labels: { ...labels, instance, job },
    scrapePool: job,
    scrapeUrl: url,
    globalUrl: url,
    lastError: downSince?.reason ?? '',
    lastScrape: new Date(Math.floor(nowMs / scrapeIntervalMs) * scrapeIntervalMs).toISOString(),
    lastScrapeDuration: downSince === null ? 0.031 : 10.0004,
    health: downSince === null ? 'up' : 'down',
    scrapeInterval: '30s',
    scrapeTimeout: '10s',
  }));
  const counted =
    state === 'active' ? {} : { droppedTargetCounts: Object.fromEntries(shown.map(({ job }) => [job, 0])) };
  return { data: { activeTargets, droppedTargets: [], ...counted } };
}

function tellRuntime({ storage, nowMs }: Reading): Outcome {
  return {
    data: {
      startTime: new Date(Math.floor(nowMs / 86_400_000) * 86_400_000).toISOString(),
      CWD: '/prometheus',
      hostname: 'prometheus-0',
      serverTime: new Date(nowMs).toISOString(),
      reloadConfigSuccess: true,
      lastConfigTime: new Date(Math.floor(nowMs / 86_400_000) * 86_400_000).toISOString(),
      corruptionCount: 0,
      goroutineCount: 71,
      GOMAXPROCS: 8,
      GOMEMLIMIT: 0,
      GOGC: '75',
      GODEBUG: '',
      storageRetention: '30d',
      timeSeriesCount: storage.size,
    },
  };
}

function tellDatabase({ storage, nowMs }: Reading): Outcome {
  const { names } = storage;
  const sizes = names
    .map((name) => ({ name, value: storage.sizeOf(name) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 10);
  return {
    data: {
      headStats: {
        numSeries: storage.size,
        numLabelPairs: storage.size,
        chunkCount: storage.size * 3,
        minTime: nowMs - 7_200_000,
        maxTime: nowMs,
      },
      seriesCountByMetricName: sizes,
      labelValueCountByLabelName: [{ name: '__name__', value: names.length }],
      memoryInBytesByLabelName: [{ name: '__name__', value: names.join('').length }],
      seriesCountByLabelValuePair: sizes.map(({ name, value }) => ({ name: `__name__=${name}`, value })),
    },
  };
}
