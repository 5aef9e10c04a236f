import { createHash } from 'node:crypto';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { parseRates, type RateFault, type ToldRate } from '@/lib/domain/cost/parse-rates';
import { Refusal } from '@/lib/domain/refusal';
import { type RatesWritten, writeRates } from '@/lib/store/exchange-rates/write-rates';

/** A file of exchange rates. */
export interface RateFile {
  /** Who says so, for people; null: the form of the file tells. */
  source: string | null;
  /** The file's name, for the record. */
  name: string;
  text: string;
}

/** What an import came to. */
export interface RatesImported extends RatesWritten {
  source: string;
  /** Rates the file tells, known before or not, and the days of the first and the last. */
  told: number;
  firstDay: string;
  lastDay: string;
}

const withinMs = 120_000;
const mostFaults = 20;
const bank = 'European Central Bank';

/**
 * Brings exchange rates in, beside those known. Throws an `invalid` Refusal that names rows and columns where any cannot be
 * read: a file counts whole or not at all.
 */
export async function importRates(context: CommandContext, { source, name, text }: RateFile): Promise<RatesImported> {
  const target = { kind: 'exchange-rates', id: null, label: name };
  const description = { action: 'exchange-rates.import', permission: 'cost:write', target, withinMs } as const;
  return runCommand(context, description, async (tx) => {
    const read = parseRates(text);
    if (read === null)
      throw new Refusal(
        'invalid',
        'The file tells no exchange rates: it needs the columns Date and one a currency, as the European Central Bank writes it, or day, from, to and rate.',
      );
    const [firstDay, lastDay] = requireReadable(read, context.now);
    const by = source?.trim() || (read.form === 'wide' ? bank : name);
    const written = await writeRates(tx, { source: by, rates: read.rates }, context.now);
    const result = { ...written, source: by, told: read.rates.length, firstDay, lastDay };
    const sha256 = createHash('sha256').update(text).digest('hex');
    const isNew = written.added + written.changed > 0;
    return { result, audit: { ...result, file: name, sha256 }, ...(isNew ? {} : { unchanged: true }) };
  });
}

/** The first and the last day of the rates. Throws where a row cannot be read, or is of a day to come. */
function requireReadable(
  { rates, faults }: { rates: readonly ToldRate[]; faults: readonly RateFault[] },
  now: Date,
): [first: string, last: string] {
  const days = rates.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (faults.length > 0)
    throw new Refusal(
      'invalid',
      `Of ${faults.length} rows or fields no rate can be read, so that none was taken: ${faults.slice(0, 3).map(sayFault).join(' ')}`,
      faults.slice(0, mostFaults).map((fault) => ({ path: `row ${fault.row}`, message: sayFault(fault) })),
    );
  if (first === undefined || last === undefined) throw new Refusal('invalid', 'The file tells no rate.');
  if (last > now.toISOString().slice(0, 10)) throw new Refusal('invalid', `No rate is known yet of ${last}.`);
  return [first, last];
}

function sayFault({ row, column, reason }: RateFault): string {
  return `Row ${row}${column === null ? '' : `, ${column}`}: ${reason}`;
}
