import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/access/actor';
import { anchorCommitted } from '@/lib/access/anchor-committed';
import { reachOf } from '@/lib/access/authorise';
import { assertSameOrigin, isBytes } from '@/lib/access/request/assert-same-origin';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { serverLog } from '@/lib/access/server-log';
import type { Problem } from '@/lib/api/contracts/problem';
import { observeRequest } from '@/lib/api/metrics/http-requests';
import { sharedConfig } from '@/lib/config/shared-config';
import { Refusal } from '@/lib/domain/refusal';
import { sharedDatabase } from '@/lib/store/database/database';
import { neededPermissions } from './needed-permissions';
import { parseBody, parsePath, parseQuery } from './parse-input';
import { problemResponse, toProblem } from './problem-response';
import { readJsonBody } from './read-json-body';
import { recordDenial } from './record-denial';
import { recordStranger } from './record-stranger';
import { RequestFault } from './request-fault';
import type {
  Access,
  Output,
  RouteContext,
  RouteDefinition,
  RouteHandler,
  RouteInput,
  RouteSegment,
} from './route-definition';
import { toResponse } from './to-response';

/**
 * The one way to write a handler under `/api/v1`:
 *
 *     export const GET = route({
 *       operation: 'GET /api/v1/people/{id}',
 *       summary: 'One person and their roles.',
 *       access: 'people:read',
 *       input: { params: z.strictObject({ id: z.uuid() }) },
 *       output: personSchema,
 *       handle: ({ params, ...context }) => readPerson(context, params.id),
 *     });
 *
 * In this order it finds who asks (session cookie or bearer token), refuses changes from foreign pages, checks `access`,
 * parses path, query and body by their schemas (unknown fields refused; a malformed path is a 404), runs `handle`, and
 * answers with JSON that no cache keeps. A `Refusal` becomes problem+json; anything unforeseen becomes a 500 that says only
 * the request id. `access` with a permission means held somewhere: views narrow by reach, commands demand their own.
 * `handle` gets `{ actor, database, now, requestId, params, query, body, request }`, which serves as a view or command
 * context as it is. Every new route file is also listed in `app/api/v1/routes.ts`.
 */
export function route<A extends Access, I extends RouteInput, O extends Output>(
  definition: RouteDefinition<A, I, O>,
): RouteHandler {
  const [method] = definition.operation.split(' ', 1);
  const mutates = method !== 'GET';
  const handler = async (request: Request, segment: RouteSegment): Promise<Response> => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const response = await answer(definition, mutates, request, segment, requestId);
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    response.headers.set('x-request-id', requestId);
    observeRequest(definition.operation, response.status, performance.now() - startedAt);
    return response;
  };
  return Object.assign(handler, { description: definition });
}

async function answer<A extends Access, I extends RouteInput, O extends Output>(
  definition: RouteDefinition<A, I, O>,
  mutates: boolean,
  request: Request,
  segment: RouteSegment,
  requestId: string,
): Promise<Response> {
  let actor: Actor | null = null;
  let handling = false;
  try {
    const now = new Date();
    const config = sharedConfig();
    const database = sharedDatabase();
    const resolved = await resolveActor(request.headers, database, config, now);
    actor = resolved.actor;
    if (mutates && resolved.credential !== 'bearer') assertSameOrigin(request, config, definition.input);
    assertAccess(definition.access, actor);
    const context = { database, now, requestId, request, ...(await parseAll(definition, mutates, request, segment)) };
    handling = true;
    // `assertAccess` has made sure that only public routes go on without an actor, which the type cannot follow.
    const handled = definition.handle({ ...context, actor } as RouteContext<A, I>);
    // Also what a handler committed before it failed.
    const result = await (mutates ? handled.finally(() => anchorCommitted(database, config)) : handled);
    return toResponse(definition, result);
  } catch (error) {
    const problem = toProblem(error, requestId);
    if (problem.status >= 500)
      serverLog.error({ err: error, requestId, operation: definition.operation }, problem.title);
    await recordRefusal(definition, mutates, { request, actor, handling, problem });
    return problemResponse(problem);
  }
}

/** Puts a refusal on record; what cannot be recorded is logged, and refused all the same. */
async function recordRefusal(
  { operation }: Pick<RouteDefinition<Access, RouteInput, Output>, 'operation'>,
  mutates: boolean,
  { request, actor, handling, problem }: { request: Request; actor: Actor | null; handling: boolean; problem: Problem },
): Promise<void> {
  const { status, title, detail: reason = title, requestId } = problem;
  // Inside a changing handler the command itself has put the denial on record.
  const isDenied = status === 403 && actor !== null && !(mutates && handling);
  const isBadToken = status === 401 && request.headers.has('authorization');
  const isStranger = actor === null && !handling && (isBadToken || (status === 403 && mutates));
  if (!isDenied && !isStranger) return;
  try {
    const database = sharedDatabase();
    if (isDenied) await recordDenial(database, { actor, operation, reason, requestId, everyTime: mutates });
    else await recordStranger(database, { headers: request.headers, operation, reason, requestId });
    await anchorCommitted(database, sharedConfig());
  } catch (failure) {
    serverLog.error({ err: failure, requestId, operation }, 'A denial could not be recorded.');
  }
}

function assertAccess(access: Access, actor: Actor | null): void {
  if (access === 'public') return;
  if (actor === null) throw new Refusal('unauthenticated', 'Sign in, or send a token as “Authorization: Bearer …”.');
  if (access === 'signed-in' && actor.kind === 'probe-agent')
    throw new Refusal('denied', 'The token of a probe agent can only report what it measured.');
  const missing = neededPermissions(access).find((permission) => reachOf(actor, permission) === null);
  if (missing !== undefined)
    throw new Refusal('denied', `This needs the permission ${missing}, which you do not hold.`);
}

async function parseAll({ input }: { input?: RouteInput }, mutates: boolean, request: Request, segment: RouteSegment) {
  return {
    params: input?.params && parsePath(input.params, await segment.params),
    query: parseQuery(input?.query, new URL(request.url).searchParams),
    body: await parseWhole(input, mutates, request),
  };
}

async function parseWhole(input: RouteInput | undefined, mutates: boolean, request: Request) {
  if (input?.takesBytes) return void assertBytes(request);
  return mutates || input?.body ? parseBody(input?.body, await readJsonBody(request)) : undefined;
}

function assertBytes({ headers }: Request): void {
  if (!isBytes(headers.get('content-type')))
    throw new RequestFault(415, 'The file must be sent as application/octet-stream.');
  if (headers.get('content-encoding') !== null)
    throw new RequestFault(415, 'The file must be sent without a content encoding.');
}
