import type { Face, FaceContext } from '../face';
import type { Fault } from '../faults/fault';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import type { HallMachine } from '../world/hall/hall';
import { slurmCluster } from '../world/slurm/cluster';
import { readSlurmTruth } from '../world/slurm/truth';
import { createSlurmWorld } from '../world/slurm/world';
import { createResponder } from './respond';
import { findRoute } from './route';
import { issueToken, readToken } from './token';

const user = 'millwright';
/** Tokens of the demo last, as service accounts' do at many sites. */
const tokenLife = { iat: Date.parse('2026-01-01T00:00:00Z') / 1000, exp: Date.parse('2036-01-01T00:00:00Z') / 1000 };

/** slurmrestd over the hall's Slurm cluster; `machines` stand in for the hall's own. */
export function createSlurmFace(context: FaceContext, machines?: readonly HallMachine[]): Face {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createSlurmWorld({ seed, scale, ...(machines && { machines }) });
  const key = context.secretFor('slurm-jwt');
  const snapshot = () => world.at(clock.now());
  const respond = createResponder(snapshot);

  const answer = (request: WireRequest): Answer => {
    const route = findRoute(request.path);
    const fault = faults.strike('slurm', {
      account: slurmCluster,
      region: 'global',
      service: route.service,
      operation: route.operation?.name ?? (route.service === 'openapi' ? 'openapi' : ''),
    });
    const skewMs = fault?.kind === 'clock-skew' ? fault.offsetMs : 0;
    const now = realNow();
    const faceNow = new Date(now.getTime() + skewMs);
    const believedNow = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed' ? faceNow : now;
    const response = respond(request, route, fault, isTrusted(key, request, faceNow, fault));
    return { response, fault: spoils(fault, response), believedNow };
  };

  return {
    title: 'Slurm',
    answer,
    connections: (origin) => [
      {
        provider: 'slurm',
        name: 'Simulated hall Slurm',
        settings: { endpoint: origin, clusterName: slurmCluster, user, caCertificate },
        secret: { token: issueToken(key, { ...tokenLife, sun: user }) },
      },
    ],
    truth: () => readSlurmTruth(snapshot()),
  };
}

/** Whether the controller takes the token. slurmrestd itself only looks whether there is one. */
function isTrusted(key: Buffer, { headers }: WireRequest, now: Date, fault: Fault | null): boolean {
  if (fault?.kind === 'expired-credentials') return false;
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const claims = readToken(key, headers['x-slurm-user-token'] ?? bearer ?? '', now);
  if (claims === null || claims.sun !== user) return false;
  const name = headers['x-slurm-user-name'];
  return name === undefined || name === claims.sun;
}

/** A fault that strikes an answer without a body has nothing to spoil. */
function spoils(fault: Fault | null, response: WireResponse): Fault | null {
  return response.status === 304 && fault?.kind === 'truncated-page' ? null : fault;
}
