import { isDeepStrictEqual } from 'node:util';
import { lockDeclared } from '@/lib/commands/links/declare-link';
import { isKnownSite } from '@/lib/commands/links/judge-declared';
import { ConfigError } from '@/lib/config/config-error';
import type { FileLink } from '@/lib/config/declared';
import { formatAmount, readAmount } from '@/lib/domain/cost/amount';
import type { DeclaredMeter, DeclaredTerms, LinkEndSaid, LinkName } from '@/lib/domain/link/declared-link';
import type { Prisma } from '@/lib/store/database/generated/client';
import { toDeclaredLink, toDeclaredRow } from '@/lib/store/links/declared-links';
import type { Changes } from './reconcile-connections';

const by = 'millwright.yaml';

/**
 * Makes the declared links those of the file. One whose name a person took is taken over; one that the file no longer declares
 * is released: it stays, for people to change. Throws a `ConfigError` for what names a connection or a link that is not there.
 */
export async function reconcileLinks(
  tx: Prisma.TransactionClient,
  files: readonly FileLink[],
  now: Date,
): Promise<Changes> {
  await lockDeclared(tx);
  const stored = new Map((await tx.declaredLink.findMany()).map((row) => [row.name.toLowerCase(), row]));
  const connections = new Map((await tx.connection.findMany()).map(({ name, id }) => [name, id]));
  const changes: Changes = [];
  // Links may name those declared after them: each is there before any names another.
  for (const file of files) {
    if (stored.has(file.name.toLowerCase())) continue;
    const terms = toTerms({ ...file, ridesOn: [], carries: [] }, connections, new Map());
    const made = { managedBy: 'file', createdBy: by, createdAt: now, updatedBy: by, updatedAt: now };
    stored.set(file.name.toLowerCase(), await tx.declaredLink.create({ data: { ...toDeclaredRow(terms), ...made } }));
    changes.push({ link: file.name, change: 'declared' });
  }
  const ids = new Map([...stored].map(([name, { id }]) => [name, id]));
  for (const file of files) {
    const row = stored.get(file.name.toLowerCase());
    if (row === undefined) throw new RangeError('Every link of the file is stored by now.');
    const terms = toTerms(file, connections, ids);
    const {
      id,
      managedBy,
      version,
      createdBy: _,
      createdAt: __,
      updatedBy: ___,
      updatedAt: ____,
      ...said
    } = toDeclaredLink(row);
    if (managedBy === 'file' && isDeepStrictEqual(said, terms)) continue;
    const changed = { managedBy: 'file', version: version + 1, updatedBy: by, updatedAt: now };
    await tx.declaredLink.update({ where: { id }, data: { ...toDeclaredRow(terms), ...changed } });
    if (!changes.some((change) => change.link === file.name)) changes.push({ link: file.name, change: 'updated' });
  }
  const declared = new Set(files.map(({ name }) => name.toLowerCase()));
  for (const [name, row] of stored) {
    if (row.managedBy !== 'file' || declared.has(name)) continue;
    const released = { managedBy: 'console', version: row.version + 1, updatedBy: by, updatedAt: now };
    await tx.declaredLink.update({ where: { id: row.id }, data: released });
    changes.push({ link: row.name, change: 'released' });
  }
  return changes;
}

/**
 * The sites that links of the file end at and nobody described, nor does anything stand there, each with the links. They are
 * told and not refused: a file is read before anybody can describe a site or anything is read of one.
 */
export async function findUnknownSites(
  tx: Prisma.TransactionClient,
  files: readonly FileLink[],
): Promise<{ site: string; links: string[] }[]> {
  const ends = files.flatMap(({ name, near, far }) =>
    [near, far].flatMap((end) => ('site' in end ? [{ site: end.site, name }] : [])),
  );
  const unknown: { site: string; links: string[] }[] = [];
  for (const [site, named] of Map.groupBy(ends, (end) => end.site))
    if (!(await isKnownSite(tx, site))) unknown.push({ site, links: named.map(({ name }) => name) });
  return unknown;
}

type Ids = ReadonlyMap<string, string>;

function toTerms(file: FileLink, connections: Ids, links: Ids): DeclaredTerms {
  const fail = (what: string) =>
    new ConfigError([`millwright.yaml: the link ${file.name} names ${what}, which is not there.`]);
  const connectionOf = (name: string): string => {
    const id = connections.get(name);
    if (id === undefined) throw fail(`the connection ${name}`);
    return id;
  };
  const toEnd = (end: FileLink['near']): LinkEndSaid =>
    'connection' in end ? { connectionId: connectionOf(end.connection), nativeId: end.resource } : end;
  const toName = (named: FileLink['ridesOn'][number]): LinkName => {
    if (typeof named !== 'string')
      return { connectionId: connectionOf(named.connection), nativeId: named.resource, key: named.key };
    const id = links.get(named.toLowerCase());
    if (id === undefined) throw fail(`the link ${named}`);
    return { connectionId: null, nativeId: id, key: '' };
  };
  const toMeter = (meter: FileLink['meters'][number]): DeclaredMeter => {
    if ('probe' in meter) return { by: 'probe', ...meter.probe };
    const { connection, series, measures, unit, counter } = meter;
    if ((measures === 'state') !== (unit === undefined))
      throw new ConfigError([
        `millwright.yaml: the link ${file.name} measures ${series} without saying bytes or bits.`,
      ]);
    return {
      by: 'prometheus',
      connectionId: connectionOf(connection),
      series,
      measures,
      unit: unit ?? null,
      isCounter: counter,
    };
  };
  const near = toEnd(file.near);
  const far = toEnd(file.far);
  if (isDeepStrictEqual(near, far))
    throw new ConfigError([`millwright.yaml: both ends of the link ${file.name} are at one place.`]);
  return {
    name: file.name,
    medium: file.medium,
    near,
    far,
    capacityBitsPerSecond: file.capacity ?? null,
    carrier: file.carrier ?? null,
    circuitId: file.circuitId ?? null,
    ridesOn: file.ridesOn.map(toName),
    carries: file.carries.map(toName),
    redundancyGroup: file.redundancyGroup ?? null,
    // As the database tells it back, so that what is the same is seen to be.
    cost: file.cost === undefined ? null : { ...file.cost, amount: formatAmount(readAmount(file.cost.amount)) },
    notes: file.notes,
    meters: file.meters.map(toMeter),
  };
}
