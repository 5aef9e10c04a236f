import { putSite } from '@/lib/commands/sites/put-site';
import { putSiteRules } from '@/lib/commands/sites/put-site-rules';
import { toRevision } from '@/lib/store/sites/site-rules';
import type { Preparation } from './preparation';
import type { SandboxLine } from './sandbox-line';

/** The hall's own Prometheus tells of nothing but the hall. */
const hallRule = {
  site: 'munich',
  provider: 'prometheus' as const,
  account: null,
  region: null,
  kind: null,
  name: null,
  overrulesTags: false,
};

/** Describes the places of the simulated factory, unless somebody has described any. */
export async function describePlaces({ context }: Preparation, places: SandboxLine['places']): Promise<void> {
  if ((await context.database.prisma.site.count()) > 0) return;
  for (const { name, country, latitude, longitude, alsoCalled } of places)
    await putSite(context, name, { title: toTitle(name), country, latitude, longitude, aliases: alsoCalled });
  const isThere = places.some(({ name }) => name === hallRule.site);
  if (isThere) await putSiteRules(context, { revision: toRevision([]), rules: [hallRule] });
}

/** `council-bluffs` as people write it. */
function toTitle(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
