import type { z } from 'zod';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { createToken, type Repeatable } from '@/lib/access/repeatable-token';
import { toApiTokenPrefix, toProbeTokenValue } from '@/lib/access/tokens/api-token';
import type { createProbeAgentSchema } from '@/lib/api/contracts/probes';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { lockSites } from '@/lib/commands/sites/put-site';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma, ProbeAgent } from '@/lib/store/database/generated/client';

const mostAgents = 5_000;

/** A probe agent and the value of its token, which is shown now and never again. */
export interface MadeProbeToken {
  agent: ProbeAgent;
  value: string;
}

/** Makes a probe agent at a site, with its token. Sent again with the same idempotency key, it answers with what it made. */
export async function createProbeAgent(
  context: CommandContext,
  input: z.output<typeof createProbeAgentSchema>,
  repeatable: Repeatable | null = null,
): Promise<MadeProbeToken> {
  const target = { kind: 'probe-agent', id: null, label: input.name };
  return runCommand(context, { action: 'probe-agent.create', permission: 'sites:write', target }, async (tx) => {
    await lockSites(tx);
    const token = makeToken(context, repeatable);
    const made = await tx.probeAgent.findUnique({ where: { tokenHash: token.tokenHash } });
    if (made !== null) return { result: { agent: made, value: token.value }, unchanged: true };
    if ((await tx.site.findUnique({ where: { name: input.site } })) === null)
      throw new Refusal('invalid', 'There is no such site.', [{ path: 'site', message: 'Choose one of the sites' }]);
    if ((await tx.probeAgent.findUnique({ where: { name: input.name } })) !== null)
      throw new Refusal('conflict', `There is an agent called ${input.name} already: renew its token.`);
    if ((await tx.probeAgent.count()) >= mostAgents)
      throw new Refusal('conflict', `There are ${mostAgents} agents, the most there may be.`);
    const { value, ...stored } = token;
    const agent = await tx.probeAgent.create({
      data: { ...input, ...stored, createdBy: context.actor.label, createdAt: context.now },
    });
    return { result: { agent, value }, target: { ...target, id: agent.id }, audit: { site: input.site } };
  });
}

/** Gives an agent a new token; the one before ends with the next request, and so does a revocation. */
export async function renewProbeToken(
  context: CommandContext,
  id: string,
  repeatable: Repeatable | null = null,
): Promise<MadeProbeToken> {
  const description = { action: 'probe-agent.renew-token', permission: 'sites:write', target: toTarget(id) } as const;
  return runCommand(context, description, async (tx) => {
    const before = await findAgent(tx, id);
    const { value, ...stored } = makeToken(context, repeatable);
    if (before.tokenHash === stored.tokenHash) return { result: { agent: before, value }, unchanged: true };
    const agent = await tx.probeAgent.update({ where: { id }, data: { ...stored, revokedAt: null, instances: [] } });
    return { result: { agent, value }, target: toTarget(id, agent.name), audit: { site: agent.site } };
  });
}

/** Makes an agent's token useless from the next request on. What it measured stays. */
export async function revokeProbeAgent(context: CommandContext, id: string): Promise<void> {
  const description = { action: 'probe-agent.revoke', permission: 'sites:write', target: toTarget(id) } as const;
  await runCommand(context, description, async (tx) => {
    const agent = await findAgent(tx, id);
    if (agent.revokedAt !== null) return { result: undefined, unchanged: true };
    await tx.probeAgent.update({ where: { id }, data: { revokedAt: context.now } });
    return { result: undefined, target: toTarget(id, agent.name), audit: { site: agent.site } };
  });
}

function makeToken({ actor, now }: CommandContext, repeatable: Repeatable | null) {
  const value = toProbeTokenValue(createToken('probe-agent', actor.id, repeatable));
  return { value, tokenHash: hashOpaqueToken(value), tokenPrefix: toApiTokenPrefix(value), tokenMadeAt: now };
}

async function findAgent(tx: Prisma.TransactionClient, id: string): Promise<ProbeAgent> {
  const agent = await tx.probeAgent.findUnique({ where: { id } });
  if (agent === null) throw new Refusal('not-found', 'There is no such agent.');
  return agent;
}

function toTarget(id: string, label = id) {
  return { kind: 'probe-agent', id, label };
}
