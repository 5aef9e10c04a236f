import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricEngineConfig } from '@/lib/config/metric-store-config';
import { liftValues } from '../read/lift-values';
import type { ServedColumns } from '../read/parse-answer';
import { EngineFault, type EngineFaultKind } from './engine-fault';
import { defaultLimits, type EngineLimits, toEngineHeaders } from './engine-settings';
import { readBounded } from './read-bounded';
import { readRetryAfter } from './retry-after';

/** What an engine says to a question, and why that may not be all, a sentence each. */
export interface EngineAnswer {
  /** As JSON has it, but for samples that were taken out: they are in `lifted`, in the order of their series. */
  data: unknown;
  lifted?: readonly ServedColumns[];
  gaps: string[];
}

/** A Prometheus-compatible engine. Everything it does throws an `EngineFault`. */
export interface Engine {
  /** Hands over a compressed WriteRequest; `attempts` where fewer than usual will do. */
  write(body: Uint8Array, attempts?: number): Promise<void>;
  /** Asks a question of the query API. */
  ask(resource: 'query' | 'query_range' | 'series', parameters: URLSearchParams): Promise<EngineAnswer>;
}

interface EngineRequest {
  url: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

const mostErrorBytes = 64 * 1024;
const mostErrorLength = 300;
const firstPauseMs = 250;

/** Opens an engine; nothing is sent yet. */
export function openEngine(config: MetricEngineConfig, given: Partial<EngineLimits> = {}): Engine {
  const limits = { ...defaultLimits, ...given };
  const headers = toEngineHeaders(config);
  return {
    async write(body, attempts = limits.attempts) {
      const writing = {
        ...headers,
        'content-type': 'application/x-protobuf',
        'content-encoding': 'snappy',
        'x-prometheus-remote-write-version': '0.1.0',
      };
      await persist({ url: config.writeUrl, headers: writing, body }, { ...limits, attempts }, async (answer) => {
        const text = toText(await readBounded(answer, mostErrorBytes));
        // Who signs people in before the engine answers a write with 200 too.
        if (text === null || text.trimStart().startsWith('<')) throw notAnEngine(config.writeUrl);
      });
    },
    ask(resource, parameters) {
      const url = `${config.readUrl}/api/v1/${resource}`;
      // Bundling up what goes a short way costs engine and reader more than it saves.
      const asking = {
        ...headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-type': 'application/x-www-form-urlencoded',
      };
      return persist({ url, headers: asking, body: parameters.toString() }, limits, async (answer) => {
        const bytes = await readBounded(answer, limits.maxAnswerBytes);
        if (bytes === null) throw tooLarge(limits.maxAnswerBytes);
        const lifted = liftValues(bytes);
        if (lifted === null) return toAnswer(parse(bytes.toString('utf8'), url), url);
        return { ...toAnswer(parse(lifted.text, url), url), lifted: lifted.columns };
      });
    },
  };
}

/** Makes a request as often as is bearable: again only where that may help, and not before the engine wants it. */
async function persist<T>(
  request: EngineRequest,
  limits: EngineLimits,
  use: (answer: Response) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(request, limits, use);
    if ('value' in outcome) return outcome.value;
    const { fault, pauseMs } = outcome;
    const own = firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    const pause = pauseMs === null ? own : Math.max(own, pauseMs);
    if (fault.kind !== 'unavailable' || attempt >= limits.attempts || pause > limits.maxPauseMs) throw fault;
    await sleep(pause);
  }
}

type Outcome<T> = { value: T } | { fault: EngineFault; pauseMs: number | null };

async function attemptOnce<T>(
  { url, headers, body }: EngineRequest,
  { timeoutMs }: EngineLimits,
  use: (answer: Response) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : Buffer.from(body),
      // Elsewhere the credentials would go along.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.ok) return { value: await use(answer) };
    const fault = await toFault(answer, url);
    return { fault, pauseMs: readRetryAfter(answer.headers.get('retry-after'), new Date()) };
  } catch (error) {
    if (error instanceof EngineFault) return { fault: error, pauseMs: null };
    const why = isTimeout(error) ? `did not answer within ${timeoutMs / 1000} s` : `cannot be reached`;
    return {
      fault: new EngineFault('unavailable', `The metric store ${hostOf(url)} ${why}.`, { cause: error }),
      pauseMs: null,
    };
  }
}

async function toFault(answer: Response, url: string): Promise<EngineFault> {
  const told = toTold(toText(await readBounded(answer, mostErrorBytes)));
  return new EngineFault(
    toKind(answer.status),
    `The metric store ${hostOf(url)} answered with ${answer.status}${told === null ? '' : `: ${told}`}.`,
    { status: answer.status },
  );
}

function toKind(status: number): EngineFaultKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 429 || status >= 500) return 'unavailable';
  // A redirect, or a path that leads to something else.
  return status < 400 || status === 404 || status === 405 ? 'unexpected' : 'refused';
}

function toText(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('utf8');
}

/** What an engine says about a failure: JSON with `error`, or plain words. A page is nothing to quote. */
function toTold(text: string | null): string | null {
  if (text === null || text.trim() === '' || text.trimStart().startsWith('<')) return null;
  const document = parseOrNull(text);
  const told = isRecord(document) && typeof document.error === 'string' ? document.error : text;
  return told.trim().replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, mostErrorLength);
}

function toAnswer(document: unknown, url: string): EngineAnswer {
  if (!isRecord(document) || document.status !== 'success' || !('data' in document)) throw notAnEngine(url);
  const { warnings, isPartial } = document;
  const told = Array.isArray(warnings) ? warnings : [];
  const gaps = told.map((warning) => `The metric store warns: ${String(warning).slice(0, mostErrorLength)}`);
  // VictoriaMetrics says so of a cluster of which a part is away.
  if (isPartial === true) gaps.push('A part of the metric store is away: it answered with what the rest has.');
  return { data: document.data, gaps };
}

function parse(text: string, url: string): unknown {
  const document = parseOrNull(text);
  if (document === null) throw notAnEngine(url);
  return document;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function notAnEngine(url: string): EngineFault {
  return new EngineFault(
    'unexpected',
    `What answers at ${hostOf(url)} is not a metric store that speaks as Prometheus does: look at MILLWRIGHT_METRIC_STORE.`,
  );
}

function tooLarge(most: number): EngineFault {
  const size = most / 2 ** 20;
  return new EngineFault('unexpected', `The metric store's answer holds more than ${size} MiB: ask for less at once.`);
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
