import { importRates } from '@/lib/commands/cost/import-rates';
import type { Preparation } from './preparation';
import { simulatedSource, toSimulatedRates } from './simulated-rates';

/**
 * Brings simulated exchange rates in, for simulated clouds bill in two currencies. Each start adds the days since the last;
 * rates that somebody imported for days known before go on counting.
 */
export async function bringRates({ context }: Pick<Preparation, 'context'>): Promise<void> {
  const text = toSimulatedRates(context.now);
  await importRates(context, { source: simulatedSource, name: 'simulated-rates.csv', text });
}
