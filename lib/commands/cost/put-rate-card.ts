import type { AddRateCard } from '@/lib/api/contracts/rate-cards';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { toNextVersion } from '@/lib/domain/cost/next-card';
import { parseRateCard } from '@/lib/domain/cost/parse-rate-card';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import { addRateCard, readRateCards, type WrittenCard } from '@/lib/store/on-premises/rate-cards';

/**
 * Writes a version of a rate card beside those before it. Refused when another was written since the edit began, when it would
 * change the currency of a card that was not withdrawn, and for a site nobody knows.
 */
export async function putRateCard(context: CommandContext, input: AddRateCard): Promise<WrittenCard> {
  const { basedOn, note, ...said } = input;
  const label = `${said.site}, ${said.gpuModel ?? 'no GPU'}, ${said.nodes}`;
  const target = { kind: 'rate-card', id: null, label };
  return runCommand(context, { action: 'rate-card.write', permission: 'cost:write', target }, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('rate cards', 0))`;
    const draft = parseRateCard(said, 1);
    const { last, card } = toNextVersion(await readRateCards(tx), draft);
    if ((last?.version ?? null) !== basedOn)
      throw new Refusal('conflict', 'Somebody wrote a version of this card since you began. Look at it again.');
    if (last === null) await refuseUnknownSite(tx, draft.site);
    const written = { ...card, note, createdBy: context.actor.label, createdAt: context.now };
    await addRateCard(tx, written);
    return { result: written, audit: { ...said, version: card.version, note } };
  });
}

async function refuseUnknownSite(tx: Prisma.TransactionClient, name: string): Promise<void> {
  if ((await tx.site.findUnique({ where: { name } })) !== null) return;
  if ((await tx.resource.findFirst({ where: { site: name }, select: { id: true } })) !== null) return;
  throw new Refusal('invalid', 'There is no such site.', [{ path: 'site', message: 'Choose one of the sites' }]);
}
