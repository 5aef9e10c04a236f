import type { SiteLook } from '@/lib/domain/site/site-stretch';
import { softwareComponents } from '@/lib/domain/site/software';
import { readClusterSoftware } from '@/lib/store/sites/read-cluster-software';
import type { ViewContext } from '@/lib/views/view-context';
import { type GatheredSites, gatherSites } from './gather-sites';
import { judgeParts, judgeWhole } from './judge-parts';

/** The subject of a site's health as a whole. */
export const wholeSubject = 'site';

/** How every site, its parts, what runs there and its sources stand now, for a record over time. */
export async function lookAtSites(context: ViewContext): Promise<SiteLook[]> {
  const [gathered, clusters] = await Promise.all([
    gatherSites(context, { isWatched: false }),
    readClusterSoftware(context.database.pool),
  ]);
  const software = clusters.flatMap(({ id, site, name, software: told }) =>
    softwareComponents.flatMap((component): SiteLook[] => {
      const facts = told.find((one) => one.component === component);
      if (facts === undefined) return [];
      return [
        { site, kind: 'software', subject: `${id} ${component}`, value: facts.version, detail: name, since: null },
      ];
    }),
  );
  return [...gathered.names.flatMap((site) => lookAtSite(site, gathered)), ...software];
}

function lookAtSite(site: string, { factsOf }: GatheredSites): SiteLook[] {
  const facts = factsOf(site);
  const parts = judgeParts(facts);
  const look = (subject: string, value: string | null, detail: string | null): SiteLook => ({
    site,
    kind: 'health',
    subject,
    value,
    detail,
    since: null,
  });
  const silent = facts.sources.filter(({ freshness }) => freshness === 'expired');
  return [
    look(wholeSubject, judgeWhole(parts), null),
    // That a part cannot be told of, of which nothing was ever listed, is no news of the part.
    ...parts.flatMap(({ part, presence, status, findings }) =>
      status === null ? [] : [look(part, presence === 'present' ? status : null, findings[0]?.reason ?? null)],
    ),
    ...silent.map(
      ({ connectionId, connectionName, capability, lastReadAt }): SiteLook => ({
        site,
        kind: 'source',
        subject: `${connectionId} ${capability}`,
        value: 'silent',
        detail: connectionName,
        since: lastReadAt === null ? null : new Date(lastReadAt),
      }),
    ),
  ];
}
