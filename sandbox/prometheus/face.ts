import { timingSafeEqual } from 'node:crypto';
import type { Face, FaceContext } from '../face';
import type { Fault } from '../faults/fault';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import { readPrometheusTruth } from '../world/prometheus/truth';
import { planTargets } from '../world/prometheus/world';
import { ApiError, badData, toErrorResponse } from './api-error';
import { pages, writePage } from './exposition';
import { operations, type Reading } from './operations';
import { Parameters } from './parameters';
import { QueryError } from './query/parse';
import { SeriesStorage } from './query/storage';

const username = 'millwright';

/** The hall's Prometheus, and the exporters it scrapes as plain pages. */
export function createPrometheusFace(context: FaceContext): Face {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const targets = planTargets(seed, scale);
  let storage: SeriesStorage | null = null;
  const password = context.secretFor('prometheus-password').toString('base64url');
  const token = context.secretFor('prometheus-token').toString('base64url');
  let host = '127.0.0.1';

  const respond = (request: WireRequest, { service, operation }: Route, fault: Fault | null): WireResponse => {
    const broken = breakage(fault);
    if (broken) return broken;
    if (service === 'exporters') return page(operation, fault);
    if (fault?.kind === 'expired-credentials' || !isKnown(request, username, password, token)) return unauthorized;
    if (fault?.kind === 'missing-permission') return forbidden;
    if (service === 'health')
      return text(200, `Prometheus Server is ${operation === 'ready' ? 'Ready' : 'Healthy'}.\n`);
    storage ??= new SeriesStorage(targets);
    return answerApi(request, {
      storage,
      targets,
      nowMs: clock.now().getTime(),
      isEmpty: fault?.kind === 'empty-success',
    });
  };
  const page = (name: string, fault: Fault | null): WireResponse => {
    if (!(name in pages)) return text(404, '404 page not found\n');
    const body = fault?.kind === 'empty-success' ? '' : writePage(targets, name, clock.now().getTime());
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores' },
      body,
    };
  };

  return {
    title: 'Prometheus',
    answer: (request): Answer => {
      const route = findRoute(request.path);
      const fault = faults.strike('prometheus', { account: request.headers.host ?? null, region: 'global', ...route });
      const now = realNow();
      const isSkewed = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed';
      const believedNow = isSkewed ? new Date(now.getTime() + fault.offsetMs) : now;
      return { response: respond(request, route, fault), fault, believedNow };
    },
    connections: (origin) => {
      host = new URL(origin).host;
      return [
        {
          provider: 'prometheus',
          name: 'Simulated hall Prometheus',
          settings: { endpoint: origin, caCertificate },
          secret: { username, password },
        },
      ];
    },
    truth: () => readPrometheusTruth(targets, host, clock.now()),
  };
}

interface Route {
  service: 'api' | 'exporters' | 'health' | '';
  operation: string;
}

function findRoute(path: string): Route {
  const exporter = /^\/exporters\/([\w.-]+)$/.exec(path)?.[1];
  if (exporter !== undefined) return { service: 'exporters', operation: exporter };
  const health = /^\/-\/(ready|healthy)$/.exec(path)?.[1];
  if (health !== undefined) return { service: 'health', operation: health };
  const below = /^\/api\/v1\/(.+)$/.exec(path)?.[1];
  if (below === undefined) return { service: '', operation: '' };
  return { service: 'api', operation: operations.find((operation) => operation.path.test(below))?.name ?? '' };
}

type Ground = Omit<Reading, 'parameters' | 'name'>;

function answerApi(request: WireRequest, ground: Ground): WireResponse {
  const below = request.path.replace(/^\/api\/v1\//, '');
  const operation = operations.find(({ path }) => path.test(below));
  if (!operation) return text(404, '404 page not found\n');
  const isAllowed =
    request.method === 'GET' || request.method === 'HEAD' || (request.method === 'POST' && operation.takesForm);
  if (!isAllowed) return text(405, 'Method Not Allowed\n');
  try {
    const name = operation.path.exec(below)?.[1] ?? null;
    const { data, warnings, infos } = operation.run({ ...ground, parameters: new Parameters(request), name });
    const body = JSON.stringify({ status: 'success', data, ...(warnings && { warnings }), ...(infos && { infos }) });
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  } catch (error) {
    if (error instanceof ApiError) return toErrorResponse(error);
    if (error instanceof QueryError) return toErrorResponse(badData(`invalid parameter "query": ${error.message}`));
    throw error;
  }
}

/** What goes wrong before anybody looks who asks: the gateway's limit, and the server itself. */
function breakage(fault: Fault | null): WireResponse | null {
  if (fault?.kind === 'throttle') {
    const retry: Record<string, string> =
      fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
    return { status: 429, headers: { 'content-type': 'text/plain', ...retry }, body: 'Too Many Requests\n' };
  }
  if (fault?.kind !== 'server-error') return null;
  switch (fault.status) {
    case 500:
      return toErrorResponse(new ApiError(500, 'internal', 'chunk: read: input/output error'));
    case 503:
      return toErrorResponse(new ApiError(503, 'timeout', 'query timed out in expression evaluation'));
    default:
      return text(fault.status, fault.status === 502 ? 'Bad Gateway\n' : 'Gateway Timeout\n');
  }
}

function isKnown({ headers }: WireRequest, name: string, password: string, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const basic = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return [basic, `Bearer ${token}`].some((wanted) => {
    const right = Buffer.from(wanted);
    return right.length === given.length && timingSafeEqual(right, given);
  });
}

const unauthorized: WireResponse = {
  status: 401,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'www-authenticate': 'Basic' },
  body: 'Unauthorized\n',
};

/** The gateway's: the server itself knows no permissions. */
const forbidden: WireResponse = { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden\n' };

function text(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
