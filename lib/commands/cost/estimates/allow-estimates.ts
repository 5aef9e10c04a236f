import type { CommandContext } from '@/lib/commands/command-context';
import { lockExisting, toTarget } from '@/lib/commands/connections/connection-target';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { loadProvider } from '@/lib/providers/registry';

/** Lets people ask a connection's provider for quick estimates, for so much a day; null: no longer. */
export async function allowEstimates(
  context: CommandContext,
  connectionId: string,
  dailyMicroUsd: number | null,
): Promise<void> {
  const target = toTarget({ id: connectionId });
  const description = { action: 'cost.allow-estimates', permission: 'connections:write', target } as const;
  await runCommand(context, description, async (tx) => {
    const connection = await lockExisting(tx, connectionId);
    const provider = await loadProvider(connection.provider);
    if (provider.estimate === undefined)
      throw new Refusal('invalid', `${provider.title} has no quick estimates to ask for.`);
    if (dailyMicroUsd === null) await tx.costEstimateConsent.deleteMany({ where: { connectionId } });
    else {
      const said = { dailyMicroUsd: BigInt(dailyMicroUsd), allowedBy: context.actor.label, allowedAt: context.now };
      await tx.costEstimateConsent.upsert({ where: { connectionId }, create: { connectionId, ...said }, update: said });
    }
    return { result: undefined, target: toTarget(connection), audit: { dailyMicroUsd } };
  });
}
