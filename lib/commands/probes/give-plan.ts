import type { ProbePlan } from '@/lib/api/contracts/probes';
import type { CommandContext } from '@/lib/commands/command-context';
import { isProbeKind } from '@/lib/domain/probe/probe';
import { type AgentProcess, seeAgent } from './see-agent';

/** What the asking agent is to measure: the targets from its site that are on and that no exporter measures. */
export async function givePlan(context: CommandContext, process: AgentProcess): Promise<ProbePlan> {
  const { id: _, name, site } = await seeAgent(context, process, 0);
  const targets = await context.database.prisma.probeTarget.findMany({
    where: { fromSite: site, enabled: true, connectionId: null },
    orderBy: { id: 'asc' },
  });
  return {
    agent: name,
    site,
    now: context.now.toISOString(),
    targets: targets.flatMap(({ id, toSite: to, kind, address, everySeconds, attempts, timeoutMs, mostBytes }) =>
      isProbeKind(kind) ? [{ id, to, kind, address, everySeconds, attempts, timeoutMs, mostBytes }] : [],
    ),
  };
}
