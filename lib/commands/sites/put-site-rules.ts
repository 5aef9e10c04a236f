import type { z } from 'zod';
import { type putSiteRulesSchema, type SiteRules, siteRulesSchema } from '@/lib/api/contracts/sites';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { toRevision } from '@/lib/store/sites/site-rules';
import { placeAgain } from './place-again';
import { lockSites } from './put-site';

/** Puts a set of rules in the place of another. Refused when the set is not the one the edit began with. */
export async function putSiteRules(
  context: CommandContext,
  input: z.output<typeof putSiteRulesSchema>,
): Promise<SiteRules> {
  const target = { kind: 'site-rules', id: null, label: 'Site rules' };
  return runCommand(context, { action: 'site-rules.put', permission: 'sites:write', target }, async (tx) => {
    await lockSites(tx);
    const stored = await tx.siteRule.findMany({ orderBy: { position: 'asc' } });
    const before = siteRulesSchema.shape.rules.parse(stored.map(({ position: _, ...rule }) => rule));
    const revision = toRevision(input.rules);
    if (toRevision(before) !== input.revision)
      throw new Refusal('conflict', 'Somebody changed the rules since you began. Look at them again.');
    if (revision === input.revision) return { result: { revision, rules: before }, unchanged: true };
    const sites = new Set((await tx.site.findMany({ select: { name: true } })).map(({ name }) => name));
    const faults = input.rules.flatMap(({ site }, index) =>
      sites.has(site) ? [] : [{ path: `rules.${index}.site`, message: `There is no site called ${site}.` }],
    );
    const [fault] = faults;
    if (fault) throw new Refusal('invalid', fault.message, faults);
    await tx.siteRule.deleteMany();
    await tx.siteRule.createMany({ data: input.rules.map((rule, position) => ({ ...rule, position })) });
    await placeAgain(tx);
    return { result: { revision, rules: input.rules }, audit: { before, after: input.rules } };
  });
}
