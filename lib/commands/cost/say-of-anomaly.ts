import type { AnomalyFeedback } from '@/lib/api/contracts/cost-anomalies';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';

const dayMs = 86_400_000;

/**
 * Puts on record what somebody says of an anomaly, which is its state from then on. The same said again by the same person
 * changes nothing. Throws `not-found`, and `conflict` for one that a later delivery explained away.
 */
export async function sayOfAnomaly(
  context: CommandContext,
  id: string,
  { verdict, comment }: AnomalyFeedback,
): Promise<void> {
  const target = { kind: 'cost-anomaly', id, label: id };
  const description = { action: 'cost.anomaly-feedback', permission: 'cost:write', target } as const;
  await runCommand(context, description, async (tx) => {
    await tx.$queryRaw`SELECT id FROM cost_anomaly WHERE id = ${id}::uuid FOR UPDATE`;
    const anomaly = await tx.costAnomaly.findUnique({
      where: { id },
      include: { feedback: { orderBy: { id: 'desc' }, take: 1 } },
    });
    if (anomaly === null) throw new Refusal('not-found', 'There is no such anomaly.');
    if (anomaly.state === 'restated')
      throw new Refusal('conflict', 'A later delivery explained this anomaly away; it is closed.');
    const { actor, now } = context;
    const [last] = anomaly.feedback;
    const isSame =
      last !== undefined &&
      last.personId === actor.personId &&
      last.actorLabel === actor.label &&
      last.verdict === verdict &&
      last.comment === comment;
    if (isSame) return { result: undefined, unchanged: true };
    const days = (anomaly.toDay.getTime() - anomaly.fromDay.getTime()) / dayMs + 1;
    const size = { impact: anomaly.impact, days };
    await tx.costAnomalyFeedback.create({
      data: { anomalyId: id, at: now, personId: actor.personId, actorLabel: actor.label, verdict, comment, ...size },
    });
    await tx.costAnomaly.update({ where: { id }, data: { state: verdict, expectedBy: null, changedAt: now } });
    const label = `${anomaly.dimension} ${anomaly.value ?? ''}`.trim();
    return { result: undefined, target: { ...target, label }, audit: { verdict, comment, before: anomaly.state } };
  });
}
