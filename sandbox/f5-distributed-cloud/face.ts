import { timingSafeEqual } from 'node:crypto';
import type { Face, FaceContext } from '../face';
import type { Fault } from '../faults/fault';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import { edgeTenant } from '../world/f5-distributed-cloud/plan';
import { readEdgeTruth } from '../world/f5-distributed-cloud/truth';
import { createEdgeWorld } from '../world/f5-distributed-cloud/world';
import { clientIdentityOf } from './client-identity';
import { checkNamespace, type Operation, operations } from './operations';
import type { Reading } from './reading';
import * as refusals from './refusals';

/** The tenant's console API: F5 Distributed Cloud as the factory uses it. */
export async function createDistributedCloudFace(context: FaceContext): Promise<Face> {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createEdgeWorld({ seed, scale });
  const apiToken = context.secretFor('edge-api-token').toString('base64url');
  const { fingerprint } = await clientIdentityOf(seed);

  const isKnown = ({ headers, clientFingerprint }: WireRequest): boolean => {
    if (clientFingerprint === fingerprint) return true;
    const [given, right] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`APIToken ${apiToken}`)];
    return given.length === right.length && timingSafeEqual(given, right);
  };

  const run = (request: WireRequest, operation: Operation | null, fault: Fault | null): WireResponse => {
    if (fault?.kind === 'throttle') throw refusals.rateLimited(fault.retryAfterSeconds);
    if (fault?.kind === 'server-error') throw refusals.broken(fault.status);
    if (fault?.kind === 'expired-credentials' || !isKnown(request)) throw refusals.unauthenticated();
    if (!operation) throw refusals.unknownPath();
    if (fault?.kind === 'missing-permission') throw refusals.permissionDenied(operation.name);
    if (request.method !== operation.method) throw refusals.wrongMethod();
    const [, namespace = '', name = ''] = operation.path.exec(request.path) ?? [];
    if (operation.service !== 'web') checkNamespace(namespace);
    const now = clock.now();
    const reading: Reading = {
      world,
      snapshot: world.at(now),
      nowMs: now.getTime(),
      namespace,
      name: decodeName(name),
      query: request.query,
      listOf: (parameter) => new URLSearchParams(request.rawQuery).getAll(parameter).filter((value) => value !== ''),
      body: request.method === 'POST' ? readBody(request) : null,
      isEmpty: fault?.kind === 'empty-success',
    };
    const body = JSON.stringify(operation.run(reading));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  };

  return {
    title: 'F5 Distributed Cloud',
    answer: (request): Answer => {
      const operation = operations.find(({ path }) => path.test(request.path)) ?? null;
      const fault = faults.strike('f5-distributed-cloud', {
        account: edgeTenant,
        region: 'global',
        service: operation?.service ?? '',
        operation: operation?.name ?? '',
      });
      const now = realNow();
      const isSkewed = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed';
      const believedNow = isSkewed ? new Date(now.getTime() + fault.offsetMs) : now;
      try {
        return { response: run(request, operation, fault), fault, believedNow };
      } catch (error) {
        if (!(error instanceof refusals.EdgeError)) throw error;
        return { response: refusals.toResponse(error), fault, believedNow };
      }
    },
    connections: (origin) => [
      {
        provider: 'f5-distributed-cloud',
        name: 'Simulated F5 Distributed Cloud',
        settings: { tenantUrl: origin, caCertificate },
        secret: { apiToken },
      },
    ],
    truth: () => readEdgeTruth(world.at(clock.now())),
  };
}

function readBody({ body }: WireRequest): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw refusals.invalidArgument('the body is not JSON');
    throw error;
  }
}

/** A name that is not well encoded names nothing, and stays as it came. */
function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return encoded;
    throw error;
  }
}
