import type { Actor } from '@/lib/access/actor';
import { ActorQuota } from '@/lib/commands/actor-quota';
import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted } from '@/lib/commands/run-command';
import { deliveryLimits } from '@/lib/store/cost-ledger/delivery-limits';
import { type HeldFile, holdFile, releaseHeld, tooLarge } from '@/lib/store/cost-ledger/held-files';
import { ensureOwnLedgerFolder, findOwnIncoming } from './open-ledger';

const quota = new ActorQuota(300, 'uploads');

/** Who a held file is for: whoever sent it, with whatever token or session. */
export function ownerOf({ personId, id, label }: Actor): string {
  return personId ?? id ?? label;
}

const toDescription = (label: string) =>
  ({ action: 'cost.upload', permission: 'cost:write', target: { kind: 'bill', id: null, label } }) as const;

/** Takes a file as it comes and holds it until it becomes part of a delivery. Nothing is recorded yet. */
export async function holdUpload(context: CommandContext, name: string, request: Request): Promise<HeldFile> {
  await assertPermitted(context, toDescription(name));
  quota.spend(context.actor, context.now);
  const mostBytes = deliveryLimits.original;
  if (Number(request.headers.get('content-length')) > mostBytes) throw tooLarge(mostBytes);
  return holdFile(await ensureOwnLedgerFolder(), request.body, { name, owner: ownerOf(context.actor), mostBytes });
}

/** Lets a file go that was not made part of a delivery. */
export async function releaseUpload(context: CommandContext, id: string): Promise<void> {
  await assertPermitted(context, toDescription(id));
  await releaseHeld(findOwnIncoming(), id, ownerOf(context.actor));
}
