import { z } from 'zod';
import type { AgentInstance } from '@/lib/domain/probe/agent-instances';

const schema = z.array(
  z.object({ id: z.string(), host: z.string(), firstSeenAt: z.coerce.date(), lastSeenAt: z.coerce.date() }),
);

/** The processes of an agent, as its row keeps them. */
export function readInstances(stored: unknown): AgentInstance[] {
  return schema.parse(stored);
}

export function toStoredInstances(instances: readonly AgentInstance[]) {
  return instances.map(({ id, host, firstSeenAt, lastSeenAt }) => ({
    id,
    host,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
