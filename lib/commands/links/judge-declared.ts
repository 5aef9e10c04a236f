import { isDeepStrictEqual } from 'node:util';
import type { ChangeDeclaredLink } from '@/lib/api/contracts/declared-links';
import { type DeclaredTerms, type LinkEndSaid, type LinkName, toBitsPerSecond } from '@/lib/domain/link/declared-link';
import { type FieldFault, Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';

type Tx = Prisma.TransactionClient;
type Said = Omit<ChangeDeclaredLink, 'basedOn' | 'reason'>;

/** The link that is changed. */
interface Own {
  id: string;
  terms: DeclaredTerms;
}

/**
 * What a person says of a link, with its ends and the links it names found. Throws an `invalid` Refusal with every fault: an
 * unknown site, both ends at one place, a link or a resource that is not there, a meter that measures nothing. What is said
 * of `own`, the link that is changed, stays as it is where the person left it alone, also where it is not there any more.
 */
export async function judgeDeclared(tx: Tx, input: Said, own: Own | null): Promise<DeclaredTerms> {
  const faults: FieldFault[] = [];
  const near = await findEnd(tx, 'near', input.near, own, faults);
  const far = await findEnd(tx, 'far', input.far, own, faults);
  if (near !== null && far !== null && isDeepStrictEqual(toPlaceKey(near), toPlaceKey(far)))
    faults.push({ path: 'far', message: 'Both ends are at one place: a link leads from one to another' });
  const ridesOn = await findLinks(tx, 'ridesOn', input.ridesOn, own, faults);
  const carries = await findLinks(tx, 'carries', input.carries, own, faults);
  for (const [index, name] of carries.entries())
    if (ridesOn.some((other) => isDeepStrictEqual(other, name)))
      faults.push({ path: `carries.${index}`, message: 'It rides on this one already' });
  await judgeMeters(tx, input.meters, own, faults);
  const capacityBitsPerSecond = input.capacity && toBitsPerSecond(input.capacity.value, input.capacity.unit);
  if (capacityBitsPerSecond !== null && (capacityBitsPerSecond < 1 || capacityBitsPerSecond > 1e15))
    faults.push({ path: 'capacity.value', message: 'Between one bit and a thousand Tbit a second' });
  if (near === null || far === null || faults.length > 0)
    throw new Refusal('invalid', `This link cannot be: ${faults[0]?.message ?? 'its ends are not known'}.`, faults);
  const { name, medium, carrier, circuitId, redundancyGroup, cost, notes, meters } = input;
  const said = { name, medium, carrier, circuitId, redundancyGroup, cost, notes, meters };
  return { ...said, near, far, capacityBitsPerSecond, ridesOn, carries };
}

/** Whether somebody described a site of this name, or something stands there. */
export async function isKnownSite(tx: Tx, name: string): Promise<boolean> {
  return (
    (await tx.site.findUnique({ where: { name } })) !== null ||
    (await tx.resource.findFirst({ where: { site: name, goneAt: null }, select: { id: true } })) !== null
  );
}

/** The same for two ends that are at one place, however a place is spelled. */
function toPlaceKey(end: LinkEndSaid): LinkEndSaid {
  return 'place' in end ? { place: end.place.toLowerCase() } : end;
}

async function findEnd(
  tx: Tx,
  path: 'near' | 'far',
  said: Said['near'],
  own: Own | null,
  faults: FieldFault[],
): Promise<LinkEndSaid | null> {
  if ('kept' in said) {
    if (own !== null) return own.terms[path];
    faults.push({ path, message: 'Nothing was said of it yet' });
    return null;
  }
  // What is called as a site is, is that site.
  if ('place' in said) return (await isKnownSite(tx, said.place)) ? { site: said.place } : said;
  if ('site' in said) {
    if (isDeepStrictEqual(said, own?.terms[path]) || (await isKnownSite(tx, said.site))) return said;
    faults.push({ path: `${path}.site`, message: 'There is no such site' });
    return null;
  }
  const resource = await tx.resource.findFirst({ where: { id: said.resource, goneAt: null } });
  if (resource !== null) return { connectionId: resource.connectionId, nativeId: resource.nativeId };
  faults.push({ path: `${path}.resource`, message: 'There is no such resource' });
  return null;
}

async function findLinks(
  tx: Tx,
  path: 'ridesOn' | 'carries',
  said: Said['ridesOn'],
  own: Own | null,
  faults: FieldFault[],
): Promise<LinkName[]> {
  const names: LinkName[] = [];
  for (const [index, one] of said.entries()) {
    const isOwn = one === own?.id;
    const name = isOwn ? null : typeof one === 'string' ? await findLink(tx, one) : own?.terms[path][one.kept];
    if (name == null)
      faults.push({ path: `${path}.${index}`, message: isOwn ? 'It is the link itself' : 'There is no such link' });
    else if (!names.some((other) => isDeepStrictEqual(other, name))) names.push(name);
  }
  return names;
}

async function findLink(tx: Tx, id: string): Promise<LinkName | null> {
  const resourceId = id.slice(0, 36);
  const key = id.slice(37);
  if (key === '' && (await tx.declaredLink.findUnique({ where: { id } })) !== null)
    return { connectionId: null, nativeId: id, key: '' };
  const resource = await tx.resource.findFirst({ where: { id: resourceId, goneAt: null } });
  return resource === null ? null : { connectionId: resource.connectionId, nativeId: resource.nativeId, key };
}

async function judgeMeters(tx: Tx, meters: Said['meters'], own: Own | null, faults: FieldFault[]): Promise<void> {
  const measured = new Set<string>();
  const isKept = (meter: Said['meters'][number]) =>
    own?.terms.meters.some((before) => isDeepStrictEqual(before, meter)) ?? false;
  for (const [index, meter] of meters.entries()) {
    const fault = (field: string, message: string) => faults.push({ path: `meters.${index}.${field}`, message });
    if (meter.by === 'probe') {
      const { from: fromSite, to: toSite, kind } = meter;
      if (!isKept(meter) && (await tx.probeTarget.count({ where: { fromSite, toSite, kind } })) === 0)
        fault('to', `No ${kind} probe is declared from ${fromSite} to ${toSite}`);
      continue;
    }
    const connection = await tx.connection.findUnique({ where: { id: meter.connectionId } });
    if (!isKept(meter) && connection?.provider !== 'prometheus')
      fault('connectionId', 'Choose a connection to a Prometheus');
    if ((meter.measures === 'state') !== (meter.unit === null))
      fault('unit', meter.unit === null ? 'Say whether it is in bytes or in bits' : 'A state has no unit');
    if (meter.measures === 'state' && meter.isCounter) fault('isCounter', 'A state is no counter');
    if (measured.has(meter.measures)) fault('measures', 'Another series measures this already');
    measured.add(meter.measures);
  }
}
