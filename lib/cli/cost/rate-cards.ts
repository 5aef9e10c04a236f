import { readFile } from 'node:fs/promises';
import { addRateCardSchema, ownSchemeParamsSchema, type RateCards } from '@/lib/api/contracts/rate-cards';
import { declareOwnScheme, withdrawOwnScheme } from '@/lib/commands/cost/declare-own-scheme';
import { putRateCard } from '@/lib/commands/cost/put-rate-card';
import { formatPrice } from '@/lib/format/format-price';
import { readRateCards } from '@/lib/views/cost/on-premises/read-rate-cards';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';

type Card = RateCards['cards'][number];

/** `cost rate-cards`: what an hour of on-premises nodes comes to, by the cards in force. */
export async function listRateCards(run: CommandRun, options: SharedOptions): Promise<void> {
  const found = await withConsole(run, options, ({ viewContext }) => readRateCards(viewContext()));
  if (options.json) return printJson(run.terminal, found);
  if (found.cards.length === 0) run.terminal.out('There is no rate card yet.');
  else printTable(run.terminal, columns, found.cards);
  for (const { site, gpuModel, gpuCount, nodes } of found.unpriced) {
    const what = gpuCount === 0 ? 'without GPU' : gpuCount === null ? 'with GPUs not told' : `with ${gpuModel}`;
    run.terminal.remark(`No card prices ${nodes} nodes ${what} in ${site}.`);
  }
  for (const { site, from, to, nodes } of found.assumed)
    run.terminal.remark(
      `Nobody could read ${nodes} nodes in ${site} on days from ${from} to ${to}: they are priced as though they were there.`,
    );
  for (const { site, scheme, nodes } of found.foreign)
    run.terminal.remark(
      `${nodes} nodes in ${site} name machines of “${scheme}”, which is not known: they are not priced. Are they your own? millwright cost own-scheme ${scheme}`,
    );
}

const columns = [
  { title: 'SITE', text: ({ site }: Card) => site },
  { title: 'GPU', text: ({ gpuModel }: Card) => gpuModel ?? 'none' },
  { title: 'NODES', text: ({ nodes }: Card) => nodes },
  { title: 'VERSION', text: ({ inForce }: Card) => inForce?.toString() ?? 'not in force' },
  { title: 'A NODE, AN HOUR', text: ({ rates }: Card) => sayRate(rates, 'perNodeHour') },
  { title: 'A GPU, AN HOUR', text: ({ rates }: Card) => sayRate(rates, 'perGpuHour') },
  { title: 'LISTED', text: ({ rates }: Card) => rates?.nodes.toString() ?? null },
  { title: 'NOT LISTED', text: ({ rates }: Card) => rates?.absentNodes.toString() ?? null },
];

function sayRate(rates: Card['rates'], of: 'perNodeHour' | 'perGpuHour'): string {
  const amount = rates?.total[of] ?? null;
  if (rates === null || amount === null) return 'not known';
  return `${rates.total.atLeast ? 'at least ' : ''}${formatPrice(amount, rates.currency)}`;
}

/** `cost write-rate-card`: writes a version from a file in the form of the API. Says `basedOn`, it is checked; else the newest is meant. */
export async function writeRateCard(run: CommandRun, path: string, options: SharedOptions): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  const written = await withConsole(run, options, async (console) => {
    const said = parseObject(text, path);
    const { cards } = await readRateCards(console.viewContext());
    const input = parseInput(addRateCardSchema, { basedOn: newestOf(cards, said), ...said });
    return putRateCard(console.commandContext(), input);
  });
  const { site, gpuModel, nodes, version, validFrom } = written;
  if (options.json) return printJson(run.terminal, { site, gpuModel: gpuModel || null, nodes, version, validFrom });
  run.terminal.out(
    `Version ${version} of the card of ${gpuModel || 'nodes without GPU'} in ${site} holds from ${validFrom}.`,
  );
}

/** `cost own-scheme`: whether nodes of Kubernetes that name machines of a scheme stand at one's own place. */
export async function declareScheme(
  run: CommandRun,
  scheme: string,
  options: SharedOptions & { withdraw?: boolean },
): Promise<void> {
  const isOwn = options.withdraw !== true;
  const said = parseInput(ownSchemeParamsSchema, { scheme });
  await withConsole(run, options, ({ commandContext }) =>
    (isOwn ? declareOwnScheme : withdrawOwnScheme)(commandContext(), said.scheme),
  );
  if (options.json) return printJson(run.terminal, { ...said, isOwn });
  run.terminal.out(
    isOwn
      ? `Machines of “${scheme}” stand at one’s own place: rate cards price their nodes.`
      : `Machines of “${scheme}” are not one’s own any more: their nodes are not priced.`,
  );
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new PlainError(`${path} is no JSON object.`);
}

function newestOf(cards: readonly Card[], said: Record<string, unknown>): number | null {
  const { site, gpuModel = null, nodes = '*' } = said;
  const card = cards.find((each) => each.site === site && each.gpuModel === gpuModel && each.nodes === nodes);
  return card?.versions[0]?.version ?? null;
}
