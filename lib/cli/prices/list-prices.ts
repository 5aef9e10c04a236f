import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import { findGpuPrices, type GpuPrice, type KnownPrice } from '@/lib/domain/cost/find-price';
import { type PriceTerm, priceTerms } from '@/lib/domain/cost/price';
import { providerIds } from '@/lib/domain/provider';
import { toKeptFrom } from '@/lib/store/prices/kept-lists';
import { readEditions, readPriceSources } from '@/lib/store/prices/read-editions';
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
  /** Of its prices, in words. */
  sources: string[];
  /** When the one that was confirmed least lately was last known to be so; null: no price is known. */
  knownAt: Date | null;
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
  { title: 'LAST KNOWN', text: ({ knownAt }) => knownAt?.toISOString().slice(0, 10) ?? null },
  { title: 'SOURCE', text: ({ sources }) => sources.join('; ') || null },
];

/** `prices list`: what one GPU costs an hour, by provider, region and term, as it was known on a day. */
export async function listPricesCommand(run: CommandRun, options: ListPricesOptions): Promise<void> {
  const { gpu, provider, region, at: day } = parseInput(inputSchema, options);
  const gpuModel = gpu.includes(' ') ? gpu : `NVIDIA ${gpu}`;
  const { listed, keptFrom } = await withConsole(run, options, async ({ database, viewContext }) => {
    const { now } = viewContext();
    const at = day === undefined ? now : new Date(`${day}T23:59:59.999Z`);
    const { sources } = await readPriceSources(database.pool, { at, provider });
    const isThinned = at < toKeptFrom(now) && sources.some(({ isImported }) => !isImported);
    const editions = await readEditions(database.pool, { at, provider, gpuModel });
    const sellers = new Set(editions.map(({ provider: seller }) => seller));
    const found = [...sellers].flatMap((seller): Listed[] =>
      findGpuPrices(editions, { provider: seller, gpuModel, region, at }).map((price) => {
        const known = priceTerms.flatMap((term) => price.prices[term] ?? []);
        const [oldest] = known.map(({ knownAt }) => knownAt).sort((one, other) => one.getTime() - other.getTime());
        return { ...price, sources: [...new Set(known.map(({ source }) => source))], knownAt: oldest ?? null };
      }),
    );
    return { listed: found, keptFrom: isThinned ? toKeptFrom(now) : null };
  });
  if (keptFrom !== null)
    run.terminal.remark(
      `Of price lists before ${keptFrom.toISOString().slice(0, 10)} the last of each month is kept: prices of that day may have been others.`,
    );
  if (options.json) return printJson(run.terminal, listed.map(toJson));
  if (listed.length === 0) return run.terminal.remark(`What an hour of ${gpuModel} costs is not known.`);
  printTable(run.terminal, columns, listed);
}

function toJson({ prices, knownAt, ...listed }: Listed) {
  const told = priceTerms.map((term) => {
    const price = prices[term];
    return [term, price === null ? null : formatAmount(price.amount)];
  });
  return { ...listed, knownAt: knownAt?.toISOString() ?? null, perGpuHour: Object.fromEntries(told) };
}
