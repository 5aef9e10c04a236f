import type { Source } from '@/lib/api/contracts/sources';
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
      const subject = `${id} ${component}`;
      return [{ site, kind: 'software', subject, value: facts.version, detail: name, since: null, readEveryMs: null }];
    }),
  );
  return [...gathered.names.flatMap((site) => lookAtSite(site, gathered)), ...software];
}

function lookAtSite(site: string, { factsOf }: GatheredSites): SiteLook[] {
  const facts = factsOf(site);
  const parts = judgeParts(facts);
  const look = (
    subject: string,
    value: string | null,
    detail: string | null,
    sources: readonly Source[],
  ): SiteLook => ({
    site,
    kind: 'health',
    subject,
    value,
    detail,
    since: null,
    readEveryMs: sources.length === 0 ? null : Math.max(...sources.map(({ intervalMs }) => intervalMs)),
  });
  const silent = facts.sources.filter(({ freshness }) => freshness === 'expired');
  return [
    look(wholeSubject, judgeWhole(parts), null, facts.sources),
    // That a part cannot be told of, of which nothing was ever listed, is no news of the part.
    ...parts.flatMap(({ part, presence, status, findings, sources }) =>
      status === null ? [] : [look(part, presence === 'present' ? status : null, findings[0]?.reason ?? null, sources)],
    ),
    ...silent.map(
      ({ connectionId, connectionName, capability, lastReadAt }): SiteLook => ({
        site,
        kind: 'source',
        subject: `${connectionId} ${capability}`,
        value: 'silent',
        detail: connectionName,
        since: lastReadAt === null ? null : new Date(lastReadAt),
        readEveryMs: null,
      }),
    ),
  ];
}
