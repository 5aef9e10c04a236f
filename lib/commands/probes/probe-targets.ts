import type { PutProbeTarget } from '@/lib/api/contracts/probes';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { lockSites } from '@/lib/commands/sites/put-site';
import { isMetadataHostName } from '@/lib/domain/egress/metadata-host-names';
import { chooseSchedule } from '@/lib/domain/probe/choose-schedule';
import type { ProbeKind } from '@/lib/domain/probe/probe';
import { readProbeAddress, refuseProbeAddress } from '@/lib/domain/probe/probe-address';
import { Refusal } from '@/lib/domain/refusal';
import { parseAddress } from '@/lib/providers/contract/egress/parse-address';
import type { Prisma, ProbeTarget } from '@/lib/store/database/generated/client';

/** Most targets of one site: what an agent can measure within its bounds. */
const mostOfSite = 200;

/** Has something measured from one site to another. */
export async function createProbeTarget(context: CommandContext, input: PutProbeTarget): Promise<ProbeTarget> {
  const target = { kind: 'probe-target', id: null, label: toLabel(input) };
  return runCommand(context, { action: 'probe-target.create', permission: 'sites:write', target }, async (tx) => {
    const data = await judge(tx, input, null);
    if ((await tx.probeTarget.count({ where: { fromSite: input.from } })) >= mostOfSite)
      throw new Refusal('conflict', `From ${input.from} ${mostOfSite} targets are measured, the most there may be.`);
    const made = { createdBy: context.actor.label, createdAt: context.now, updatedAt: context.now };
    const stored = await tx.probeTarget.create({ data: { ...data, ...made } });
    return { result: stored, target: { ...target, id: stored.id }, audit: { ...data } };
  });
}

/** Changes what is measured, or how. What was measured stays where the ends and the address do, else it is another target. */
export async function changeProbeTarget(
  context: CommandContext,
  id: string,
  input: PutProbeTarget,
): Promise<ProbeTarget> {
  const target = { kind: 'probe-target', id, label: toLabel(input) };
  return runCommand(context, { action: 'probe-target.change', permission: 'sites:write', target }, async (tx) => {
    const before = await find(tx, id);
    const data = await judge(tx, input, id);
    const isSameWay =
      before.fromSite === data.fromSite &&
      before.toSite === data.toSite &&
      before.kind === data.kind &&
      before.address === data.address;
    if (!isSameWay)
      throw new Refusal('conflict', 'What was measured is of another way: remove this target and make a new one.');
    const stored = await tx.probeTarget.update({ where: { id }, data: { ...data, updatedAt: context.now } });
    return { result: stored, audit: { ...data } };
  });
}

/** No longer has it measured; what was measured of it goes too. */
export async function removeProbeTarget(context: CommandContext, id: string): Promise<void> {
  const target = { kind: 'probe-target', id, label: id };
  await runCommand(context, { action: 'probe-target.remove', permission: 'sites:write', target }, async (tx) => {
    const { fromSite: from, toSite: to, kind, address } = await find(tx, id);
    await tx.probeTarget.delete({ where: { id } });
    const gone = { from, to, kind, address };
    return { result: undefined, target: { ...target, label: toLabel(gone) }, audit: gone };
  });
}

async function judge(tx: Prisma.TransactionClient, input: PutProbeTarget, id: string | null) {
  await lockSites(tx);
  const { from, to, kind, address, connectionId, enabled, ...given } = input;
  if (from === to)
    throw new Refusal('invalid', 'A way leads from one site to another.', [{ path: 'to', message: 'Another site' }]);
  const known = new Set((await tx.site.findMany({ where: { name: { in: [from, to] } } })).map(({ name }) => name));
  for (const [path, site] of Object.entries({ from, to }))
    if (!known.has(site))
      throw new Refusal('invalid', 'There is no such site.', [{ path, message: 'Choose one of the sites' }]);
  if (connectionId === null) assertAddress(kind, address);
  else await assertExporter(tx, { kind, address, connectionId });
  const chosen = chooseSchedule(kind, given);
  if ('faults' in chosen) throw new Refusal('invalid', 'This schedule is out of bounds.', chosen.faults);
  const twin = await tx.probeTarget.findFirst({
    where: { fromSite: from, toSite: to, kind, address, ...(id === null ? {} : { id: { not: id } }) },
  });
  if (twin !== null) throw new Refusal('conflict', 'This is measured already.');
  return { fromSite: from, toSite: to, kind, address, connectionId, enabled, ...chosen.schedule };
}

/** A name's addresses are judged by the agent, which alone knows them. */
function assertAddress(kind: ProbeKind, address: string): void {
  const destination = readProbeAddress(kind, address);
  const refuse = (message: string) => new Refusal('invalid', message, [{ path: 'address', message }]);
  if (destination === null) throw refuse(spelling[kind]);
  const { host } = destination;
  const bytes = parseAddress(host);
  const isOwn = /(^|\.)localhost\.*$/i.test(host);
  const reason = bytes === null ? null : refuseProbeAddress(bytes);
  if (isMetadataHostName(host) || isOwn || reason !== null)
    throw refuse(`A probe may not go there: ${reason ?? (isOwn ? 'loopback' : 'metadata')} addresses lead to no site`);
}

const spelling: Record<ProbeKind, string> = {
  tcp: 'Give a host and a port, “edge.example:443”; IPv6 in brackets',
  icmp: 'Give a host name or address',
  http: 'Give an http or https address without an account',
  throughput: 'Give an http or https address without an account',
};

async function assertExporter(
  tx: Prisma.TransactionClient,
  { kind, address, connectionId }: { kind: ProbeKind; address: string; connectionId: string },
): Promise<void> {
  const connection = await tx.connection.findUnique({ where: { id: connectionId } });
  if (connection?.provider !== 'prometheus' && connection?.provider !== 'azure')
    throw new Refusal('invalid', 'Only a connection to a Prometheus or an Azure tells of probes.', [
      { path: 'connectionId', message: 'Choose a Prometheus, or an Azure with a Connection Monitor' },
    ]);
  if (connection.provider === 'azure') assertAddress(kind, address);
  if (kind === 'throughput')
    throw new Refusal('invalid', 'Exporters and monitors measure no throughput.', [
      { path: 'kind', message: 'Choose another' },
    ]);
}

async function find(tx: Prisma.TransactionClient, id: string): Promise<ProbeTarget> {
  const target = await tx.probeTarget.findUnique({ where: { id } });
  if (target === null) throw new Refusal('not-found', 'There is no such target.');
  return target;
}

function toLabel({ from, to, kind, address }: { from: string; to: string; kind: string; address: string }): string {
  return `${kind} from ${from} to ${to} (${address})`;
}
