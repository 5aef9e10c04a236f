import type { PutSiteOverride } from '@/lib/api/contracts/sites';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma, Resource } from '@/lib/store/database/generated/client';
import { placeAgain } from './place-again';
import { lockSites } from './put-site';

/** Puts one resource in a site by hand, until that is taken back. It shows there with the next read. */
export async function overrideSite(context: CommandContext, id: string, input: PutSiteOverride): Promise<void> {
  const description = { action: 'resource.place', permission: 'sites:write' as const, target: toTarget(id) };
  await runCommand(context, description, async (tx) => {
    await lockSites(tx);
    const resource = await findResource(tx, id);
    if ((await tx.site.findUnique({ where: { name: input.site } })) === null)
      throw new Refusal('invalid', 'There is no such site.', [{ path: 'site', message: 'Choose one of the sites' }]);
    const given = { ...input, createdBy: context.actor.label, createdAt: context.now };
    const key = toKey(resource);
    await tx.siteOverride.upsert({
      where: { connectionId_kind_nativeId: key },
      create: { ...key, ...given },
      update: given,
    });
    await placeAgain(tx);
    const { site: from } = resource;
    return { result: undefined, target: toTarget(id, resource.name), audit: { ...key, from, ...input } };
  });
}

/** Lets tags and rules decide again where a resource stands. */
export async function clearSiteOverride(context: CommandContext, id: string): Promise<void> {
  const description = { action: 'resource.unplace', permission: 'sites:write' as const, target: toTarget(id) };
  await runCommand(context, description, async (tx) => {
    const resource = await findResource(tx, id);
    const key = toKey(resource);
    const { count } = await tx.siteOverride.deleteMany({ where: key });
    if (count === 0) throw new Refusal('not-found', 'Nobody placed this resource by hand.');
    await placeAgain(tx);
    return { result: undefined, target: toTarget(id, resource.name), audit: { ...key, from: resource.site } };
  });
}

async function findResource(tx: Prisma.TransactionClient, id: string): Promise<Resource> {
  const resource = await tx.resource.findUnique({ where: { id } });
  if (resource === null) throw new Refusal('not-found', 'There is no such resource.');
  return resource;
}

function toTarget(id: string, label = id) {
  return { kind: 'resource', id, label };
}

function toKey({ connectionId, kind, nativeId }: Resource) {
  return { connectionId, kind, nativeId };
}
