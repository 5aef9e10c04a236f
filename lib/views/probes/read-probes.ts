import { requireEverywhere } from '@/lib/access/authorise';
import type { ProbeAgent, ProbeTargetRow } from '@/lib/api/contracts/probes';
import { isUsedTwice } from '@/lib/domain/probe/agent-instances';
import { isProbeKind } from '@/lib/domain/probe/probe';
import type { ProbeAgent as StoredAgent, ProbeTarget as StoredTarget } from '@/lib/store/database/generated/client';
import { readInstances } from '@/lib/store/probes/agent-instances';
import type { ViewContext } from '@/lib/views/view-context';

/** Every probe agent there is, by site; never its token. */
export async function readProbeAgents({ actor, database, now }: ViewContext): Promise<{ items: ProbeAgent[] }> {
  requireEverywhere(actor, 'sites:write');
  const agents = await database.prisma.probeAgent.findMany({ orderBy: [{ site: 'asc' }, { name: 'asc' }] });
  return { items: agents.map((agent) => toProbeAgent(agent, now)) };
}

/** Every target that is declared, by its ends. */
export async function readProbeTargets({ actor, database }: ViewContext): Promise<{ items: ProbeTargetRow[] }> {
  requireEverywhere(actor, 'sites:write');
  const targets = await database.prisma.probeTarget.findMany({
    orderBy: [{ fromSite: 'asc' }, { toSite: 'asc' }, { kind: 'asc' }, { address: 'asc' }],
  });
  return { items: targets.map(toProbeTarget) };
}

export function toProbeAgent(agent: StoredAgent, now: Date): ProbeAgent {
  const instances = readInstances(agent.instances);
  return {
    id: agent.id,
    name: agent.name,
    site: agent.site,
    tokenPrefix: agent.tokenPrefix,
    tokenMadeAt: agent.tokenMadeAt.toISOString(),
    createdBy: agent.createdBy,
    createdAt: agent.createdAt.toISOString(),
    revokedAt: agent.revokedAt?.toISOString() ?? null,
    lastSeenAt: agent.lastSeenAt?.toISOString() ?? null,
    version: agent.version,
    clockAheadSeconds: agent.clockOffsetMs === null ? null : Number(agent.clockOffsetMs) / 1_000,
    instances: instances.map(({ host, firstSeenAt, lastSeenAt }) => ({
      host,
      firstSeenAt: firstSeenAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    })),
    usedTwice: isUsedTwice(instances, now),
    dropped: Number(agent.dropped),
  };
}

export function toProbeTarget(target: StoredTarget): ProbeTargetRow {
  const { id, fromSite: from, toSite: to, kind, address, connectionId, enabled, createdBy, updatedAt } = target;
  const { everySeconds, attempts, timeoutMs, mostBytes } = target;
  if (!isProbeKind(kind)) throw new TypeError(`There is no kind of probe called ${kind}.`);
  return {
    ...{ id, from, to, kind, address, connectionId, enabled, createdBy },
    ...{ everySeconds, attempts, timeoutMs, mostBytes },
    updatedAt: updatedAt.toISOString(),
  };
}
