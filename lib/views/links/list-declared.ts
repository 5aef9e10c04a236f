import { reachOf, requirePermission } from '@/lib/access/authorise';
import { toLinkId } from '@/lib/analytics/links/told-link';
import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import type { Reach } from '@/lib/domain/access';
import type { DeclaredLink, LinkEndSaid, LinkName } from '@/lib/domain/link/declared-link';
import { readDeclaredLinks } from '@/lib/store/links/declared-links';
import { type NamedResource, readNamedResources } from '@/lib/store/links/named-resources';
import type { ViewContext } from '@/lib/views/view-context';

/** The declared links of which one end is within a person's reach, by name; what they cost for who may see that of them. */
export async function listDeclaredLinks(context: ViewContext): Promise<{ items: DeclaredLinkAnswer[] }> {
  const reach = requirePermission(context.actor, 'inventory:read');
  return { items: await toAnswers(context, await readDeclaredLinks(context.database.pool), reach) };
}

/** A declared link as its answer, for who has just written it. */
export async function answerDeclared(context: ViewContext, link: DeclaredLink): Promise<DeclaredLinkAnswer> {
  const [answer] = await toAnswers(context, [link], { everything: true });
  if (answer === undefined) throw new RangeError('A link that was written has an answer.');
  return answer;
}

async function toAnswers(
  { actor, database }: ViewContext,
  links: readonly DeclaredLink[],
  reach: Reach,
): Promise<DeclaredLinkAnswer[]> {
  const costReach = reachOf(actor, 'cost:read');
  const named = links.flatMap((link) => [
    ...[link.near, link.far].flatMap((end) => ('site' in end ? [] : [end])),
    ...[...link.ridesOn, ...link.carries].flatMap(({ connectionId, nativeId }) =>
      connectionId === null ? [] : [{ connectionId, nativeId }],
    ),
  ]);
  const resources = await readNamedResources(database.pool, named);
  const all = links.some(({ ridesOn, carries }) => ridesOn.length + carries.length > 0)
    ? await readDeclaredLinks(database.pool)
    : [];
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return links.flatMap((link) => {
    const near = toPlace(link.near, resources);
    const far = toPlace(link.far, resources);
    const sites = [near.site, far.site];
    if (!isAtOne(reach, sites)) return [];
    const maySeeCost = costReach !== null && isAtOne(costReach, sites);
    const { createdAt, updatedAt, ridesOn, carries, cost, meters, ...rest } = link;
    const ref = (name: LinkName) => toRef(name, resources, names);
    return [
      {
        ...rest,
        near,
        far,
        ridesOn: ridesOn.map(ref),
        carries: carries.map(ref),
        meters: [...meters],
        cost: maySeeCost ? cost : null,
        costHidden: !maySeeCost,
        createdAt: createdAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      },
    ];
  });
}

/** Whether one of these sites is within a reach. */
export function isAtOne(reach: Reach, sites: readonly (string | null)[]): boolean {
  return reach.everything || sites.some((site) => site !== null && reach.sites.includes(site));
}

type Named = ReadonlyMap<string, NamedResource>;

function toPlace(end: LinkEndSaid, resources: Named): DeclaredLinkAnswer['near'] {
  if ('site' in end) return { site: end.site, resource: null };
  const found = resources.get(`${end.connectionId} ${end.nativeId}`);
  if (found === undefined) return { site: null, resource: { id: null, name: end.nativeId } };
  return { site: found.site, resource: { id: found.id, name: found.name } };
}

function toRef({ connectionId, nativeId, key }: LinkName, resources: Named, names: ReadonlyMap<string, string>) {
  if (connectionId === null) {
    const name = names.get(nativeId);
    return name === undefined ? { id: null, name: 'A declared link that was removed' } : { id: nativeId, name };
  }
  const found = resources.get(`${connectionId} ${nativeId}`);
  const name = key === '' ? (found?.name ?? nativeId) : `${found?.name ?? nativeId}, ${key}`;
  return { id: found === undefined ? null : toLinkId(found.id, key), name };
}
