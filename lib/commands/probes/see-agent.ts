import type { z } from 'zod';
import { requirePermission } from '@/lib/access/authorise';
import type { probePlanQuerySchema } from '@/lib/api/contracts/probes';
import { appendAudit } from '@/lib/audit/append-audit';
import { ActorQuota } from '@/lib/commands/actor-quota';
import type { CommandContext } from '@/lib/commands/command-context';
import { isUsedTwice, seeInstance } from '@/lib/domain/probe/agent-instances';
import { Refusal } from '@/lib/domain/refusal';
import { readInstances, toStoredInstances } from '@/lib/store/probes/agent-instances';

/** An agent's process, as it says of itself. */
export type AgentProcess = z.output<typeof probePlanQuerySchema>;

export interface SeenAgent {
  id: string;
  name: string;
  site: string;
}

/** Several times what an agent asks that sends every minute what it measured, to catch up after an outage. */
const quota = new ActorQuota(120, 'questions of one probe agent');

/**
 * Notes that an agent asked: from which process, how its clock stands, and how many minutes it threw away. Its token used by
 * two processes at once goes on record when it is first seen. Throws a `denied` Refusal for anybody who is no agent, and
 * `too-many` for one that asks too often.
 */
export async function seeAgent(
  { actor, database, now }: CommandContext,
  { instance, host, version, clock }: AgentProcess,
  dropped: number,
): Promise<SeenAgent> {
  requirePermission(actor, 'probes:report');
  const { id } = actor;
  if (id === null) throw new Refusal('denied', 'Only a probe agent reports.');
  quota.spend(actor, now);
  return database.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM probe_agent WHERE id = ${id}::uuid FOR UPDATE`;
    const agent = await tx.probeAgent.findUniqueOrThrow({ where: { id } });
    const before = readInstances(agent.instances);
    const instances = seeInstance(before, { id: instance, host }, now);
    await tx.probeAgent.update({
      where: { id },
      data: {
        lastSeenAt: now,
        version,
        instances: toStoredInstances(instances),
        clockOffsetMs: Date.parse(clock) - now.getTime(),
        dropped: { increment: dropped },
      },
    });
    if (isUsedTwice(instances, now) && !isUsedTwice(before, now))
      await appendAudit(tx, {
        at: now,
        actor,
        action: 'probe-agent.used-twice',
        outcome: 'done',
        target: { kind: 'probe-agent', id, label: agent.name },
        detail: { hosts: instances.map((each) => each.host) },
      });
    return { id, name: agent.name, site: agent.site };
  });
}
