import { reachOf } from '@/lib/access/authorise';
import type { ChangeDeclaredLink, DeclaredLinkInput } from '@/lib/api/contracts/declared-links';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { isAtOne, type Reach } from '@/lib/domain/access';
import { type DeclaredLink, type DeclaredTerms, toEndResources } from '@/lib/domain/link/declared-link';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import { toDeclaredLink, toDeclaredRow } from '@/lib/store/links/declared-links';
import { judgeDeclared } from './judge-declared';

const permission = 'connections:write';

/** Declares a line that no provider tells of. No two share a name, or an id of one carrier's circuit. */
export async function declareLink(context: CommandContext, input: DeclaredLinkInput): Promise<DeclaredLink> {
  const target = { kind: 'declared-link', id: null, label: input.name };
  return runCommand(context, { action: 'declared-link.create', permission, target }, async (tx) => {
    await lockDeclared(tx);
    const terms = await judgeDeclared(tx, input, null);
    await refuseTaken(tx, terms, null);
    const by = context.actor.label;
    const made = { createdBy: by, createdAt: context.now, updatedBy: by, updatedAt: context.now };
    const stored = await tx.declaredLink.create({ data: { ...toDeclaredRow(terms), ...made } });
    return { result: toDeclaredLink(stored), target: { ...target, id: stored.id }, audit: toAudit(input) };
  });
}

/** Changes what is said of a link. Refused where somebody changed it since the edit began, or millwright.yaml declares it. */
export async function changeDeclaredLink(
  context: CommandContext,
  id: string,
  { basedOn, reason, ...input }: ChangeDeclaredLink,
): Promise<DeclaredLink> {
  const target = { kind: 'declared-link', id, label: input.name };
  return runCommand(context, { action: 'declared-link.change', permission, target }, async (tx) => {
    await lockDeclared(tx);
    const before = await findEditable(tx, id);
    if (before.version !== basedOn)
      throw new Refusal('conflict', `${before.updatedBy} changed this link since you began. Look at it again.`);
    const said = toDeclaredLink(before);
    const judged = await judgeDeclared(tx, input, { id, terms: said });
    const terms = { ...judged, cost: await judgeCost(tx, reachOf(context.actor, 'cost:read'), said, judged) };
    await refuseTaken(tx, terms, id);
    const changed = { version: before.version + 1, updatedBy: context.actor.label, updatedAt: context.now };
    const stored = await tx.declaredLink.update({ where: { id }, data: { ...toDeclaredRow(terms), ...changed } });
    return { result: toDeclaredLink(stored), audit: { ...toAudit({ ...input, cost: terms.cost }), reason } };
  });
}

/** Removes a declared link, with who watched it. The worker's next look ends what goes on of its troubles. */
export async function removeDeclaredLink(context: CommandContext, id: string, reason: string): Promise<void> {
  const target = { kind: 'declared-link', id, label: id };
  await runCommand(context, { action: 'declared-link.remove', permission, target }, async (tx) => {
    await lockDeclared(tx);
    const { name } = await findEditable(tx, id);
    await tx.declaredLink.delete({ where: { id } });
    await tx.linkWatch.deleteMany({ where: { subject: 'link', target: id } });
    return { result: undefined, target: { ...target, label: name }, audit: { reason } };
  });
}

/** One change of declared links at a time. */
export async function lockDeclared(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('declared links', 0))`;
}

async function findEditable(tx: Prisma.TransactionClient, id: string) {
  const link = await tx.declaredLink.findUnique({ where: { id } });
  if (link === null) throw new Refusal('not-found', 'There is no such declared link.');
  if (link.managedBy === 'file')
    throw new Refusal('conflict', `${link.name} is declared in millwright.yaml; change it there.`);
  return link;
}

/**
 * What a changed link costs. Whoever does not see what it cost leaves that as it is, without having to name it; and may
 * neither say another cost nor move an end to where they would see it.
 */
async function judgeCost(
  tx: Prisma.TransactionClient,
  reach: Reach | null,
  before: DeclaredTerms,
  changed: DeclaredTerms,
): Promise<DeclaredTerms['cost']> {
  if (await seesCost(tx, reach, before)) return changed.cost;
  if (changed.cost !== null)
    throw new Refusal('denied', 'You may not see what this link costs, so you cannot say what it costs.', [
      { path: 'cost', message: 'Leave it out, and it stays as it is' },
    ]);
  if (await seesCost(tx, reach, changed))
    throw new Refusal('denied', 'You may not see what this link costs, and with these ends you would.');
  return before.cost;
}

/** Whether what a link costs is told within a reach: as of what people declared, by the sites of its ends. */
async function seesCost(
  tx: Prisma.TransactionClient,
  reach: Reach | null,
  { near, far }: DeclaredTerms,
): Promise<boolean> {
  if (reach === null || reach.everything) return reach !== null;
  const named = [near, far].flatMap(toEndResources);
  const resources = named.length === 0 ? [] : await tx.resource.findMany({ where: { OR: named, goneAt: null } });
  const sites = [near, far].flatMap((end) => ('site' in end ? [end.site] : []));
  return isAtOne(reach, [...sites, ...resources.map(({ site }) => site)]);
}

async function refuseTaken(
  tx: Prisma.TransactionClient,
  { name, carrier, circuitId }: { name: string; carrier: string | null; circuitId: string | null },
  own: string | null,
): Promise<void> {
  const others = own === null ? {} : { id: { not: own } };
  const same = (text: string) => ({ equals: text, mode: 'insensitive' as const });
  if ((await tx.declaredLink.findFirst({ where: { name: same(name), ...others } })) !== null)
    throw new Refusal('conflict', `A link called ${name} is declared already.`, [{ path: 'name', message: 'Taken' }]);
  if (circuitId === null) return;
  const byCarrier = carrier === null ? null : same(carrier);
  const twin = await tx.declaredLink.findFirst({
    where: { circuitId: same(circuitId), carrier: byCarrier, ...others },
  });
  if (twin !== null)
    throw new Refusal('conflict', `${twin.name} is this circuit already.`, [
      { path: 'circuitId', message: `Declared as ${twin.name}` },
    ]);
}

function toAudit(input: object): Prisma.InputJsonObject {
  const plain: Prisma.InputJsonObject = JSON.parse(JSON.stringify(input));
  return plain;
}
