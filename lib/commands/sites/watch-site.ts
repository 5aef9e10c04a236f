import { reachOf } from '@/lib/access/authorise';
import type { WatchSite } from '@/lib/api/contracts/site-watches';
import type { CommandContext } from '@/lib/commands/command-context';
import { requirePerson } from '@/lib/commands/require-person';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses } from '@/lib/domain/site/site-trouble';
import type { Prisma, SiteWatch } from '@/lib/store/database/generated/client';

const mostWatches = 200;

/**
 * Has the person told by mail of parts of a site that fall, in place of what they watched of it. Throws a `not-found` Refusal
 * where they may not see all that stands there.
 */
export async function watchSite(context: CommandContext, input: WatchSite): Promise<SiteWatch> {
  const { site } = input;
  const parts = siteParts.filter((part) => input.parts.includes(part));
  const statuses = fallenStatuses.filter((status) => input.statuses.includes(status));
  const target = { kind: 'site-watch', id: null, label: site };
  const description = { action: 'site-watch.put', permission: 'inventory:read', reach: 'somewhere', target } as const;
  return runCommand(context, description, async (tx) => {
    const personId = requirePerson(context);
    await requireWholeSite(context, tx, site);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const key = { personId_site: { personId, site } };
    const known = await tx.siteWatch.findUnique({ where: key });
    if (known !== null && isSame(known.parts, parts) && isSame(known.statuses, statuses))
      return { result: known, unchanged: true };
    if (known === null && (await tx.siteWatch.count({ where: { personId } })) >= mostWatches)
      throw new Refusal('conflict', `You watch ${mostWatches} sites already. Stop watching one first.`);
    const watch = await tx.siteWatch.upsert({
      where: key,
      create: { personId, site, parts, statuses, createdAt: context.now },
      // What began before somebody chose it they are not told.
      update: { parts, statuses, createdAt: context.now },
    });
    return { result: watch, target: { ...target, id: watch.id }, audit: { parts, statuses } };
  });
}

/** No longer tells the person. Throws a `not-found` Refusal for what is not theirs. */
export async function unwatchSite(context: CommandContext, id: string): Promise<void> {
  const target = { kind: 'site-watch', id, label: id };
  const description = {
    action: 'site-watch.remove',
    permission: 'inventory:read',
    reach: 'somewhere',
    target,
  } as const;
  await runCommand(context, description, async (tx) => {
    const watch = await tx.siteWatch.findFirst({ where: { id, personId: requirePerson(context) } });
    if (watch === null) throw new Refusal('not-found', 'You watch no such site.');
    await tx.siteWatch.delete({ where: { id } });
    return { result: undefined, target: { ...target, label: watch.site } };
  });
}

async function requireWholeSite({ actor }: CommandContext, tx: Prisma.TransactionClient, site: string): Promise<void> {
  const reach = reachOf(actor, 'inventory:read');
  const seesAll = reach !== null && (reach.everything || reach.sites.includes(site));
  const isThere =
    seesAll &&
    ((await tx.site.findUnique({ where: { name: site } })) !== null ||
      (await tx.resource.findFirst({ where: { site }, select: { id: true } })) !== null);
  if (!isThere) throw new Refusal('not-found', 'There is no such site, or you may not see all that stands there.');
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one, index) => one === right[index]);
}
