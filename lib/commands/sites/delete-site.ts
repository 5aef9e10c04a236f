import type { CommandContext } from '@/lib/commands/command-context';
import { lockDeclared } from '@/lib/commands/links/declare-link';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { placeAgain } from './place-again';
import { lockSites } from './put-site';

/** So many links that end at a site are named where it cannot be deleted. */
const linksNamed = 5;

/** Forgets a site that no rule, no resource placed by hand, no role's scope and no declared link names any more. */
export async function deleteSite(context: CommandContext, name: string): Promise<void> {
  const target = { kind: 'site', id: name, label: name };
  await runCommand(context, { action: 'site.delete', permission: 'sites:write', target }, async (tx) => {
    await lockSites(tx);
    await lockDeclared(tx);
    const site = await tx.site.findUnique({ where: { name }, include: { _count: true } });
    if (site === null) throw new Refusal('not-found', 'There is no such site.');
    const { rules, overrides, probeAgents, probesFrom, probesTo } = site._count;
    const probes = probesFrom + probesTo;
    const roles = await tx.roleBinding.count({ where: { scopeKind: 'site', scopeValue: name } });
    const end = { path: ['site'], equals: name };
    const links = await tx.declaredLink.findMany({
      where: { OR: [{ near: end }, { far: end }] },
      select: { name: true },
      orderBy: { name: 'asc' },
    });
    if (rules + overrides + roles + probeAgents + probes + links.length > 0)
      throw new Refusal(
        'conflict',
        `${site.title} is still named: by ${sayUses({ rule: rules, 'resource placed by hand': overrides, role: roles, 'agent of probes': probeAgents, 'target of probes': probes, 'link that people declared': links.length })}.${sayLinks(links)}`,
      );
    await tx.site.delete({ where: { name } });
    await placeAgain(tx);
    return { result: undefined, target: { ...target, label: site.title }, audit: { aliases: site.aliases } };
  });
}

function sayLinks(links: readonly { name: string }[]): string {
  if (links.length === 0) return '';
  const more = links.length - linksNamed;
  const names = [...links.slice(0, linksNamed).map(({ name }) => name), ...(more > 0 ? [`${more} more`] : [])];
  return ` Declared to end there: ${new Intl.ListFormat('en-GB').format(names)}.`;
}

/** What names the site, with how many of each: `1 rule and 2 roles`. What does not name it is left out. */
function sayUses(uses: Record<string, number>): string {
  const parts = Object.entries(uses).flatMap(([one, count]) => {
    if (count === 0) return [];
    const [noun, ...rest] = one.split(' ');
    return [[count, count === 1 ? noun : `${noun}s`, ...rest].join(' ')];
  });
  return new Intl.ListFormat('en-GB').format(parts);
}
