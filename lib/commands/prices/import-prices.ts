import { createHash } from 'node:crypto';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { type CatalogueRead, parseCatalogue } from '@/lib/domain/cost/parse-catalogue';
import type { ProviderId } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import { writeEdition } from '@/lib/store/prices/write-edition';

export interface PriceFile {
  provider: ProviderId;
  /** In words for people, e.g. the file's name. */
  source: string;
  /** The day its prices were read; they are valid from then until those of a later file. */
  validFrom: Date;
  text: string;
}

/** What an import came to. `kept`: this very list was there already. */
export interface PricesImported extends CatalogueRead {
  kept: boolean;
}

/** Thousands of rows in one transaction. */
const withinMs = 120_000;

/** Puts a provider's catalogue into the price book, beside those of other dates, so that the past keeps its prices. */
export async function importPrices(context: CommandContext, file: PriceFile): Promise<PricesImported> {
  const { provider, source, validFrom, text } = file;
  const read = parseCatalogue(text, provider);
  if (read === null || read.offers.length === 0)
    throw new Refusal(
      'invalid',
      'The file is no price catalogue: it needs the columns InstanceType, AcceleratorName, AcceleratorCount, Price, SpotPrice and Region, and rows.',
    );
  if (validFrom > context.now) throw new Refusal('invalid', 'Prices cannot be of a day to come.');
  const target = { kind: 'prices', id: null, label: provider };
  const description = { action: 'prices.import', permission: 'connections:write', target, withinMs } as const;
  return runCommand(context, description, async (tx) => {
    const contentHash = createHash('sha256').update(text).digest();
    const edition = { provider, source, validFrom, offers: read.offers };
    const written = await writeEdition(tx, edition, contentHash, context.now);
    const audit = { source, validFrom: validFrom.toISOString(), offers: read.offers.length };
    return { result: { ...read, kept: !written }, audit, ...(written ? {} : { unchanged: true }) };
  });
}
