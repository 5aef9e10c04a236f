import type { PutSite } from '@/lib/api/contracts/sites';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma, Site } from '@/lib/store/database/generated/client';
import { placeAgain } from './place-again';

/** Makes a site, or changes what is said of one. No two sites share a name or an alias. */
export async function putSite(context: CommandContext, name: string, input: PutSite): Promise<Site> {
  const target = { kind: 'site', id: name, label: input.title };
  return runCommand(context, { action: 'site.put', permission: 'sites:write', target }, async (tx) => {
    if ((input.latitude === null) !== (input.longitude === null))
      throw new Refusal('invalid', 'Give latitude and longitude, or neither.', [
        { path: input.latitude === null ? 'latitude' : 'longitude', message: 'Needed with the other' },
      ]);
    await lockSites(tx);
    await refuseTakenAlias(tx, name, input.aliases);
    const before = await tx.site.findUnique({ where: { name } });
    const site = await tx.site.upsert({
      where: { name },
      create: { name, ...input, createdAt: context.now, updatedAt: context.now },
      update: { ...input, updatedAt: context.now },
    });
    await placeAgain(tx);
    return { result: site, audit: { created: before === null, ...input } };
  });
}

/** One change of sites and rules at a time. */
export async function lockSites(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sites', 0))`;
}

async function refuseTakenAlias(tx: Prisma.TransactionClient, name: string, aliases: string[]): Promise<void> {
  const others = await tx.site.findMany({ where: { name: { not: name } } });
  const taken = new Map(
    others.flatMap((site) => [site.name, ...site.aliases].map((alias) => [alias.toLowerCase(), site.title])),
  );
  const own = taken.get(name);
  if (own !== undefined) throw new Refusal('conflict', `${own} goes by the name ${name} already.`);
  for (const [index, alias] of aliases.entries()) {
    const title = taken.get(alias.toLowerCase());
    if (title !== undefined)
      throw new Refusal('conflict', `${title} goes by ${alias} already.`, [
        { path: `aliases.${index}`, message: `Taken by ${title}` },
      ]);
  }
}
