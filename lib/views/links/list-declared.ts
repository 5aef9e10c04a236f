import { reachOf, requirePermission } from '@/lib/access/authorise';
import { toLinkId } from '@/lib/analytics/links/told-link';
import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import { isAtOne, type Reach } from '@/lib/domain/access';
import { type DeclaredLink, type LinkEndSaid, type LinkName, toEndResources } from '@/lib/domain/link/declared-link';
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
  const every = new Map((await readDeclaredLinks(database.pool)).map((link) => [link.id, link]));
  const named = [...every.values(), ...links].flatMap((link) => [
    ...[link.near, link.far].flatMap(toEndResources),
    ...[...link.ridesOn, ...link.carries].flatMap(({ connectionId, nativeId }) =>
      connectionId === null ? [] : [{ connectionId, nativeId }],
    ),
  ]);
  const resources = await readNamedResources(database.pool, named);
  const sitesOf = ({ near, far }: DeclaredLink) => [toPlace(near, resources).site, toPlace(far, resources).site];
  // Of what it rides on and carries only that is named which is within reach itself.
  const isWithin = ({ connectionId, nativeId }: LinkName): boolean => {
    if (reach.everything) return true;
    if (connectionId === null) {
      const other = every.get(nativeId);
      return other !== undefined && isAtOne(reach, sitesOf(other));
    }
    const found = resources.get(`${connectionId} ${nativeId}`);
    if (found === undefined) return false;
    return isAtOne(reach, [found.site]) || (found.team !== null && reach.teams.includes(found.team));
  };
  const refs = (said: readonly LinkName[]) =>
    said.flatMap((name, at) => (isWithin(name) ? [{ ...toRef(name, resources, every), at }] : []));
  return links.flatMap((link) => {
    const sites = sitesOf(link);
    if (!isAtOne(reach, sites)) return [];
    const maySeeCost = costReach !== null && isAtOne(costReach, sites);
    const { createdAt, updatedAt, ridesOn, carries, cost, meters, ...rest } = link;
    return [
      {
        ...rest,
        near: toPlace(link.near, resources),
        far: toPlace(link.far, resources),
        ridesOn: refs(ridesOn),
        carries: refs(carries),
        meters: [...meters],
        cost: maySeeCost ? cost : null,
        costHidden: !maySeeCost,
        createdAt: createdAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      },
    ];
  });
}

type Named = ReadonlyMap<string, NamedResource>;
type Declared = ReadonlyMap<string, DeclaredLink>;

function toPlace(end: LinkEndSaid, resources: Named): DeclaredLinkAnswer['near'] {
  if ('site' in end) return { site: end.site, resource: null, place: null };
  if ('place' in end) return { site: null, resource: null, place: end.place };
  const found = resources.get(`${end.connectionId} ${end.nativeId}`);
  if (found === undefined) return { site: null, resource: { id: null, name: end.nativeId }, place: null };
  return { site: found.site, resource: { id: found.id, name: found.name }, place: null };
}

function toRef({ connectionId, nativeId, key }: LinkName, resources: Named, declared: Declared) {
  if (connectionId === null) {
    const name = declared.get(nativeId)?.name;
    return name === undefined ? { id: null, name: 'A declared link that was removed' } : { id: nativeId, name };
  }
  const found = resources.get(`${connectionId} ${nativeId}`);
  const name = key === '' ? (found?.name ?? nativeId) : `${found?.name ?? nativeId}, ${key}`;
  return { id: found === undefined ? null : toLinkId(found.id, key), name };
}
