import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import { findGpuPrices, type GpuPrice, type KnownPrice } from '@/lib/domain/cost/find-price';
import { type PriceTerm, priceTerms } from '@/lib/domain/cost/price';
import { providerIds } from '@/lib/domain/provider';
import { readEditions } from '@/lib/store/prices/price-store';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { type Column, printJson, printTable } from '../terminal/print';

export interface ListPricesOptions extends SharedOptions {
  gpu: string;
  provider?: string;
  region?: string;
  /** A day; absent: now. */
  at?: string;
}

const inputSchema = z.object({
  gpu: z.string().trim().min(1),
  provider: z.enum(providerIds).optional(),
  region: z.string().trim().optional(),
  at: z.iso.date().optional(),
});

const toText = (price: KnownPrice | null) => (price === null ? 'not known' : formatAmount(price.amount));
const priced = (term: PriceTerm, title: string): Column<Listed> => ({
  title,
  text: ({ prices }) => toText(prices[term]),
});

interface Listed extends GpuPrice {
  source: string;
  validFrom: Date;
  currency: string | null;
}

const columns: Column<Listed>[] = [
  { title: 'PROVIDER', text: ({ provider }) => provider },
  { title: 'REGION', text: ({ region }) => region },
  { title: 'GPU', text: ({ variant }) => variant },
  priced('on-demand', 'ON DEMAND'),
  priced('spot', 'SPOT'),
  priced('committed', 'COMMITTED'),
  { title: 'CURRENCY', text: ({ currency }) => currency },
  { title: 'OF', text: ({ includesMachine }) => (includesMachine ? 'machine' : 'GPU alone') },
  { title: 'VALID FROM', text: ({ validFrom }) => validFrom.toISOString().slice(0, 10) },
  { title: 'SOURCE', text: ({ source }) => source },
];

/** `prices list`: what one GPU costs an hour, by provider, region and term, as it was known on a day. */
export async function listPricesCommand(run: CommandRun, options: ListPricesOptions): Promise<void> {
  const { gpu, provider, region, at: day } = parseInput(inputSchema, options);
  const gpuModel = gpu.includes(' ') ? gpu : `NVIDIA ${gpu}`;
  const listed = await withConsole(run, options, async ({ database, viewContext }) => {
    const at = day === undefined ? viewContext().now : new Date(`${day}T23:59:59.999Z`);
    const editions = await readEditions(database.pool, { at, provider, gpuModel });
    return editions.flatMap((edition): Listed[] =>
      findGpuPrices(editions, { provider: edition.provider, gpuModel, region, at }).map((price) => ({
        ...price,
        source: edition.source,
        validFrom: edition.validFrom,
        currency: priceTerms.map((term) => price.prices[term]?.currency).find((each) => each !== undefined) ?? null,
      })),
    );
  });
  if (options.json) return printJson(run.terminal, listed.map(toJson));
  if (listed.length === 0) return run.terminal.remark(`What an hour of ${gpuModel} costs is not known.`);
  printTable(run.terminal, columns, listed);
}

function toJson({ prices, validFrom, ...listed }: Listed) {
  const told = priceTerms.map((term) => {
    const price = prices[term];
    return [term, price === null ? null : formatAmount(price.amount)];
  });
  return { ...listed, validFrom: validFrom.toISOString(), perGpuHour: Object.fromEntries(told) };
}
