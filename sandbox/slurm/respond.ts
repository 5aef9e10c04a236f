import type { Fault } from '../faults/fault';
import type { WireRequest, WireResponse } from '../wire/wire';
import type { SlurmSnapshot } from '../world/slurm/world';
import { toEnvelope } from './envelope';
import { openApiDocument } from './openapi';
import type { Operation } from './operations';
import * as refusals from './refusals';
import type { Route } from './route';
import { toSeconds, valueWriter } from './shapes/values';
import type { DataParserVersion } from './versions';

type Respond = (request: WireRequest, route: Route, fault: Fault | null, isTrusted: boolean) => WireResponse;

/**
 * Answers requests from the cluster as it stands. What is written once of an instant is kept for as long as it lasts:
 * the lists have no pages and are long.
 */
export function createResponder(takeSnapshot: () => SlurmSnapshot): Respond {
  let kept: { at: number; bodies: Map<string, string> } = { at: Number.NaN, bodies: new Map() };

  const bodyOf = (snapshot: SlurmSnapshot, key: string, write: () => Record<string, unknown>): string => {
    if (kept.at !== snapshot.at.getTime()) kept = { at: snapshot.at.getTime(), bodies: new Map() };
    const known = kept.bodies.get(key);
    if (known !== undefined) return known;
    const body = JSON.stringify(write());
    kept.bodies.set(key, body);
    return body;
  };

  return (request, route, fault, isTrusted) => {
    if (!isNamed(request)) return refusals.unauthenticated();
    if (fault?.kind === 'throttle') return refusals.tooManyRequests(fault.retryAfterSeconds);
    if (route.service === 'openapi') {
      if (fault?.kind === 'server-error') return { status: fault.status, headers: {}, body: '' };
      return json(200, JSON.stringify(openApiDocument()));
    }
    const { operation, version, name } = route;
    if (operation === null || version === null) return refusals.unknownPath();
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusals.unknownMethod();
    const refused = refuse(operation, version, fault, isTrusted);
    if (refused) return refused;

    const snapshot = takeSnapshot();
    const values = valueWriter(version);
    const reading = {
      snapshot,
      values,
      name,
      query: request.query,
      isEmpty: fault?.kind === 'empty-success',
      isTrusted,
    };
    if (isUnchanged(request, operation, snapshot)) return unchanged(operation, version, request);
    const key = [request.path, request.rawQuery, reading.isEmpty, isTrusted].join(' ');
    const found = name === null || operation.read(reading) !== null;
    if (!found) return notFound(operation, version, name);
    return json(
      200,
      bodyOf(snapshot, key, () => ({ ...operation.read(reading), ...toEnvelope(version, operation.plugin) })),
    );
  };
}

/** Whether the request names a user, by whichever header. */
function isNamed({ headers }: WireRequest): boolean {
  return headers['x-slurm-user-token'] !== undefined || /^Bearer ./i.test(headers.authorization ?? '');
}

function refuse(
  { name, plugin, isPublic = false }: Operation,
  version: DataParserVersion,
  fault: Fault | null,
  isTrusted: boolean,
): WireResponse | null {
  if (fault?.kind === 'server-error') {
    return refusals.failed(fault.status, version, plugin, refusals.controllerAway(name));
  }
  if (isPublic) return null;
  if (!isTrusted) return refusals.failed(511, version, plugin, refusals.rejectedToken(name));
  if (fault?.kind === 'missing-permission') {
    return refusals.failed(version >= 45 ? 422 : 500, version, plugin, refusals.accessDenied(name));
  }
  return null;
}

/** Whether nothing changed since the moment the caller names. All of a list is sent, or none of it. */
function isUnchanged({ query }: WireRequest, { update }: Operation, { at }: SlurmSnapshot): boolean {
  const since = Number(query.update_time);
  return update !== undefined && Number.isFinite(since) && since >= toSeconds(at);
}

function unchanged(operation: Operation, version: DataParserVersion, { query }: WireRequest): WireResponse {
  if (operation.update === 'not-modified' || version === 38) return { status: 304, headers: {}, body: '' };
  const warning = {
    description: `No ${operation.name} changes since update_time[${query.update_time}]`,
    source: `_dump_${operation.name}`,
  };
  return json(200, JSON.stringify({ [operation.name]: [], ...toEnvelope(version, operation.plugin, [], [warning]) }));
}

/** A job that is unknown is a failure; of other things slurmrestd says so within an answer that succeeds. */
function notFound({ name, plugin }: Operation, version: DataParserVersion, thing: string | null): WireResponse {
  if (name === 'job') {
    const fault = {
      number: 2017,
      error: 'Invalid job id specified',
      description: `Unable to query JobId=${thing}`,
      source: '_handle_job_get',
    };
    return refusals.failed(404, version, plugin, fault, { jobs: [] });
  }
  const fault = {
    number: 0,
    error: 'No error',
    description: `Failure to query ${name} ${thing}`,
    source: `_dump_${name}s`,
  };
  return refusals.failed(200, version, plugin, fault);
}

function json(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body };
}
