import type { Fault } from '../faults/fault';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import { projects } from '../world/google-cloud/geography';
import { deniedProject } from '../world/google-cloud/incidents/denials';
import { answerToken, findTokenOperation } from './answer-token';
import { answerWorkload } from './answer-workload';
import { findScope, type Scope } from './assets/scope';
import { JsonText } from './bigquery/json-text';
import type { GoogleFaceContext } from './face-context';
import { GoogleError, permissionDenied, quotaExceeded, unauthenticated } from './google-error';
import { authenticate } from './identity/authenticate';
import { hostOf, type Operation } from './operation';
import { operations } from './operations';
import { decodePath, parseBody } from './read-wire';
import { consumerOf } from './resource-manager/projects';
import { writeError, writeFrontEndFailure, writeJson, writeJsonText } from './write-reply';

/** Answers one request: finds the operation, lets a fault strike, authenticates, authorises, runs. */
export function answer(context: GoogleFaceContext, request: WireRequest): Answer | Promise<Answer> {
  const now = context.realNow();
  const workload = answerWorkload(context.trust, request, now);
  if (workload) return workload;
  const path = decodePath(request.path);
  const tokenOperation = findTokenOperation(request.method, path);
  if (tokenOperation) return answerToken(context, request, tokenOperation, now);
  const found = findOperation(request.method, path);
  if (!found) {
    const error = new GoogleError('NOT_FOUND', 'The requested URL was not found on this server.');
    return { response: writeError(error), fault: null, believedNow: now };
  }
  const { operation, params } = found;
  const scope = findScope(params[0] ?? '');
  const fault = context.faults.strike('google-cloud', {
    account: scope?.project ? projects[scope.project].id : null,
    region: 'global',
    service: operation.service,
    operation: operation.name,
  });
  const skewed = new Date(now.getTime() + (fault?.kind === 'clock-skew' ? fault.offsetMs : 0));
  const believedNow = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed' ? skewed : now;
  const accept = (response: WireResponse): Answer => ({ response, fault, believedNow });
  const refuse = (error: unknown): Answer => {
    if (!(error instanceof GoogleError)) throw error;
    return accept(operation.writeError?.(error) ?? writeError(error));
  };
  try {
    const result = run(context, { request, operation, params, scope, fault, faceNow: skewed });
    if (result instanceof Promise) return result.then((value) => accept(writeResult(value)), refuse);
    return accept(writeResult(result));
  } catch (error) {
    return refuse(error);
  }
}

interface Exchange {
  request: WireRequest;
  operation: Operation;
  params: readonly string[];
  scope: Scope | null;
  fault: Fault | null;
  faceNow: Date;
}

/** What is answered, or the promise of it. */
function run(context: GoogleFaceContext, exchange: Exchange): unknown {
  const { request, operation, params, scope, fault, faceNow } = exchange;
  const host = hostOf(operation);
  if (fault?.kind === 'server-error') {
    if (fault.status === 502) return new FrontEndFailure();
    throw broken(fault.status);
  }
  if (fault?.kind === 'expired-credentials') throw unauthenticated('ACCESS_TOKEN_EXPIRED', host);
  const principal = authenticate(context.trust, request, host, faceNow);
  const consumer = consumerOf(request.headers['x-goog-user-project']);
  const quota = operation.quota ?? {
    host,
    metric: `${host}/default_requests`,
    limit: 'DefaultRequestsPerMinutePerProject',
    perMinute: 600,
  };
  if (fault?.kind === 'throttle') throw quotaExceeded(quota, consumer, fault.retryAfterSeconds);
  if (operation.quota && context.counter && !context.counter.admit(operation.quota, consumer, context.realNow())) {
    throw quotaExceeded(operation.quota, consumer);
  }
  authorise(operation, params, scope, fault);
  const worldNow = context.clock.now();
  return operation.run(
    {
      principal,
      trust: context.trust,
      world: context.world.at(worldNow),
      loads: context.loads,
      seed: context.seed,
      worldNow,
      params,
      query: new URLSearchParams(request.rawQuery),
      body: parseBody(request.body),
      fault,
    },
    scope,
  );
}

/** What stands before the API failed; the API itself was not asked. */
class FrontEndFailure {}

function writeResult(result: unknown): WireResponse {
  if (result instanceof FrontEndFailure) return writeFrontEndFailure(502);
  return result instanceof JsonText ? writeJsonText(result.text) : writeJson(result);
}

/** Refuses what is not there, what the denied project keeps to itself, and all that can be refused under the fault. */
function authorise(operation: Operation, params: readonly string[], scope: Scope | null, fault: Fault | null): void {
  if (operation.permission === null) return;
  const isDenied = scope === null || scope.project === deniedProject || fault?.kind === 'missing-permission';
  if (!isDenied) return;
  const resource = `//cloudresourcemanager.googleapis.com/${params[0] ?? ''}`;
  throw permissionDenied(hostOf(operation), operation.permission, resource);
}

function broken(status: 500 | 503 | 504): GoogleError {
  if (status === 503) return new GoogleError('UNAVAILABLE', 'The service is currently unavailable.');
  if (status === 504) return new GoogleError('DEADLINE_EXCEEDED', 'Deadline exceeded.');
  return new GoogleError('INTERNAL', 'Internal error encountered.');
}

function findOperation(method: string, path: string): { operation: Operation; params: string[] } | null {
  for (const operation of operations) {
    const match = operation.method === method ? operation.path.exec(path) : null;
    if (match) return { operation, params: match.slice(1) };
  }
  return null;
}
