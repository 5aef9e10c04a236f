import type { Actor } from '@/lib/access/actor';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import type { Database } from '@/lib/store/database/database';
import { isProbeTokenShaped } from './api-token';

/** The probe agent that a bearer token stands for; null when it is unknown or revoked. It can report, and nothing else. */
export async function findProbeActor(database: Database, value: string): Promise<Actor | null> {
  if (!isProbeTokenShaped(value)) return null;
  const agent = await database.prisma.probeAgent.findUnique({ where: { tokenHash: hashOpaqueToken(value) } });
  if (agent === null || agent.revokedAt !== null) return null;
  return {
    kind: 'probe-agent',
    id: agent.id,
    personId: null,
    label: `probe agent ${agent.name}`,
    grants: [],
    onlyPermissions: ['probes:report'],
    site: agent.site,
  };
}
