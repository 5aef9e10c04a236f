import type { DeclaredLinkInput } from '@/lib/api/contracts/declared-links';
import { type DeclaredTerms, type LinkEndSaid, type LinkName, toBitsPerSecond } from '@/lib/domain/link/declared-link';
import { type FieldFault, Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';

type Tx = Prisma.TransactionClient;

/**
 * What a person says of a link, with its ends and the links it names found. Throws an `invalid` Refusal with every fault: an
 * unknown site, both ends at one place, a link or a resource that is not there, a meter that measures nothing. `own`: the
 * link that is changed.
 */
export async function judgeDeclared(tx: Tx, input: DeclaredLinkInput, own: string | null): Promise<DeclaredTerms> {
  const faults: FieldFault[] = [];
  const near = await findEnd(tx, 'near', input.near, faults);
  const far = await findEnd(tx, 'far', input.far, faults);
  if (near !== null && far !== null && near.place === far.place)
    faults.push({ path: 'far', message: 'Both ends are at one place: a link leads from one to another' });
  const ridesOn = await findLinks(tx, 'ridesOn', input.ridesOn, own, faults);
  const carries = await findLinks(tx, 'carries', input.carries, own, faults);
  for (const [index, id] of input.carries.entries())
    if (input.ridesOn.includes(id)) faults.push({ path: `carries.${index}`, message: 'It rides on this one already' });
  await judgeMeters(tx, input.meters, faults);
  const capacityBitsPerSecond = input.capacity && toBitsPerSecond(input.capacity.value, input.capacity.unit);
  if (capacityBitsPerSecond !== null && (capacityBitsPerSecond < 1 || capacityBitsPerSecond > 1e15))
    faults.push({ path: 'capacity.value', message: 'Between one bit and a thousand Tbit a second' });
  if (near === null || far === null || faults.length > 0)
    throw new Refusal('invalid', `This link cannot be: ${faults[0]?.message ?? 'its ends are not known'}.`, faults);
  const { name, medium, carrier, circuitId, redundancyGroup, cost, notes, meters } = input;
  const said = { name, medium, carrier, circuitId, redundancyGroup, cost, notes, meters };
  return { ...said, near: near.end, far: far.end, capacityBitsPerSecond, ridesOn, carries };
}

interface FoundEnd {
  end: LinkEndSaid;
  /** The same for two ends that are at one place. */
  place: string;
}

async function findEnd(
  tx: Tx,
  path: 'near' | 'far',
  said: DeclaredLinkInput['near'],
  faults: FieldFault[],
): Promise<FoundEnd | null> {
  if ('site' in said) {
    const isKnown =
      (await tx.site.findUnique({ where: { name: said.site } })) !== null ||
      (await tx.resource.findFirst({ where: { site: said.site, goneAt: null }, select: { id: true } })) !== null;
    if (isKnown) return { end: { site: said.site }, place: `site ${said.site}` };
    faults.push({ path: `${path}.site`, message: 'There is no such site' });
    return null;
  }
  const resource = await tx.resource.findFirst({ where: { id: said.resource, goneAt: null } });
  if (resource !== null) {
    const { connectionId, nativeId, id } = resource;
    return { end: { connectionId, nativeId }, place: `resource ${id}` };
  }
  faults.push({ path: `${path}.resource`, message: 'There is no such resource' });
  return null;
}

async function findLinks(
  tx: Tx,
  path: 'ridesOn' | 'carries',
  ids: readonly string[],
  own: string | null,
  faults: FieldFault[],
): Promise<LinkName[]> {
  const names: LinkName[] = [];
  for (const [index, id] of ids.entries()) {
    const name = id === own ? null : await findLink(tx, id);
    if (name === null)
      faults.push({
        path: `${path}.${index}`,
        message: id === own ? 'It is the link itself' : 'There is no such link',
      });
    else if (ids.indexOf(id) === index) names.push(name);
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

async function judgeMeters(tx: Tx, meters: DeclaredLinkInput['meters'], faults: FieldFault[]): Promise<void> {
  const measured = new Set<string>();
  for (const [index, meter] of meters.entries()) {
    const fault = (field: string, message: string) => faults.push({ path: `meters.${index}.${field}`, message });
    if (meter.by === 'probe') {
      const { from: fromSite, to: toSite, kind } = meter;
      if ((await tx.probeTarget.count({ where: { fromSite, toSite, kind } })) === 0)
        fault('to', `No ${kind} probe is declared from ${fromSite} to ${toSite}`);
      continue;
    }
    const connection = await tx.connection.findUnique({ where: { id: meter.connectionId } });
    if (connection?.provider !== 'prometheus') fault('connectionId', 'Choose a connection to a Prometheus');
    if ((meter.measures === 'state') !== (meter.unit === null))
      fault('unit', meter.unit === null ? 'Say whether it is in bytes or in bits' : 'A state has no unit');
    if (meter.measures === 'state' && meter.isCounter) fault('isCounter', 'A state is no counter');
    if (measured.has(meter.measures)) fault('measures', 'Another series measures this already');
    measured.add(meter.measures);
  }
}
