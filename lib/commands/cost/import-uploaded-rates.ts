import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import type { importRatesSchema, RatesImported } from '@/lib/api/contracts/exchange-rates';
import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { openHeld, releaseHeld } from '@/lib/store/cost-ledger/held-files';
import { ownerOf } from './hold-upload';
import { importRates } from './import-rates';
import { findOwnIncoming } from './open-ledger';

/** All days since 1999 are 3 MB as the bank writes them, and 8 MB with a row a rate. Read it takes ten times as much memory. */
const mostBytes = 16 * 2 ** 20;

/** Reads exchange rates from a held file, which is let go when they are in. */
export async function importUploadedRates(
  context: CommandContext,
  { file, source }: z.output<typeof importRatesSchema>,
): Promise<RatesImported> {
  const target = { kind: 'exchange-rates', id: null, label: file };
  await assertPermitted(context, { action: 'exchange-rates.import', permission: 'cost:write', target });
  const { incoming } = findOwnIncoming();
  const owner = ownerOf(context.actor);
  const held = await openHeld({ incoming }, file, owner);
  if (held.bytes === null || held.bytes > mostBytes)
    throw new Refusal('too-large', 'A file of exchange rates has at most 16 MB.');
  const rates = { source: source ?? null, name: held.name, text: await text(await held.open()) };
  const imported = await importRates(context, rates);
  await releaseHeld({ incoming }, file, owner);
  return imported;
}
