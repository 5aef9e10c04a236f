import type { z } from 'zod';
import type { ImportOutcome, importFilesSchema } from '@/lib/api/contracts/deliveries';
import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { openHeld, releaseHeld } from '@/lib/store/cost-ledger/held-files';
import type { IncomingFile } from '@/lib/store/cost-ledger/incoming-delivery';
import { ownerOf } from './hold-upload';
import { importBill } from './import-bill';
import { findOwnIncoming, openOwnLedger } from './open-ledger';
import { toImportedDelivery, toScope } from './to-imported-delivery';

type Input = z.output<typeof importFilesSchema>;

/**
 * Makes one delivery of held files. They are let go once it is told what became of them; until then the same may be asked
 * again, and the same files again change nothing.
 */
export async function importUploads(context: CommandContext, input: Input): Promise<ImportOutcome> {
  const description = { action: 'cost.import', permission: 'cost:write', target: null } as const;
  await assertPermitted(context, description);
  const { incoming } = findOwnIncoming();
  const files: IncomingFile[] = [];
  for (const id of input.files) files.push(await openHeld({ incoming }, id, ownerOf(context.actor)));
  const scope = input.scope ?? toSingleScope(files);
  const { currency = null, dateOrder = null, source } = input;
  const hints = currency === null && dateOrder === null ? null : { currency, dateOrder };
  const ledger = await openOwnLedger(context.database);
  try {
    const kept = await importBill(context, ledger, toImportedDelivery({ files, source, scope, hints }, context.now));
    await release();
    return { scope, ...kept };
  } catch (error) {
    // What cannot be taken as it is will not be asked for again.
    if (error instanceof Refusal && error.kind === 'too-large') await release();
    throw error;
  }

  async function release(): Promise<void> {
    for (const id of input.files) await releaseHeld({ incoming }, id, ownerOf(context.actor));
  }
}

function toSingleScope([file, ...more]: readonly IncomingFile[]): string {
  if (file !== undefined && more.length === 0) return toScope(file.name);
  const message = 'Several files are one delivery: say what it is called.';
  throw new Refusal('invalid', message, [{ path: 'scope', message }]);
}
