import {
  type InventoryFacetKey,
  type InventoryPage,
  type InventoryQuery,
  inventoryFacetKeys,
  inventoryQuerySchema,
  type Resource,
} from '@/lib/api/contracts/inventory';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { findConnection } from '../connections/find-connection';
import { parseInput } from '../input/parse-input';
import type { OpenConsole } from '../open-console';
import { type Column, printJson, printTable } from '../terminal/print';
import type { Terminal } from '../terminal/terminal';

export interface ListOptions extends SharedOptions, Partial<Record<InventoryFacetKey, string[]>> {
  search?: string;
  gone?: true;
  /** At most this many; absent: all. */
  limit?: number;
}

const rowsAtOnce = 200;

const columns: Column<Resource>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'KIND', text: ({ kind }) => kind },
  { title: 'STATUS', text: ({ status }) => status },
  { title: 'ACCOUNT', text: ({ account }) => account },
  { title: 'REGION', text: ({ region }) => region },
  { title: 'SIZE', text: ({ size }) => size },
  { title: 'GPUS', text: ({ gpuCount }) => (gpuCount === null ? 'unknown' : String(gpuCount)) },
  { title: 'OWNER', text: ({ owner }) => owner },
  { title: 'AGE', text: ({ freshness }) => freshness },
  { title: 'ID', text: ({ nativeId }) => nativeId },
];

/** `inventory list`: what was read, page after page, with how much that is and what is missing from it. */
export async function listInventory(run: CommandRun, options: ListOptions): Promise<void> {
  const { items, total, sources } = await withConsole(run, options, async (console) =>
    readAll(console, await toQuery(console, options), options.limit),
  );
  if (options.json) return printJson(run.terminal, { items, total, sources });
  printTable(run.terminal, columns, items);
  run.terminal.remark(`${items.length} of ${total.atLeast ? 'at least ' : ''}${total.value} resources`);
  remarkGaps(run.terminal, sources);
}

async function toQuery(console: OpenConsole, options: ListOptions): Promise<InventoryQuery> {
  const facets = inventoryFacetKeys.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]]));
  const named = options.connection ?? [];
  const connection = await Promise.all(named.map(async (name) => (await findConnection(console, name)).id));
  return parseInput(inventoryQuerySchema, {
    ...Object.fromEntries(facets),
    ...(named.length > 0 ? { connection } : {}),
    ...(options.search === undefined ? {} : { q: options.search }),
    ...(options.gone ? { presence: 'gone' } : {}),
    limit: Math.min(options.limit ?? rowsAtOnce, rowsAtOnce),
  });
}

async function readAll(
  console: OpenConsole,
  query: InventoryQuery,
  limit: number | undefined,
): Promise<Omit<InventoryPage, 'nextCursor'>> {
  const first = await readInventoryPage(console.viewContext(), query);
  const items = [...first.items];
  let cursor = first.nextCursor;
  while (cursor !== null && (limit === undefined || items.length < limit)) {
    const page = await readInventoryPage(console.viewContext(), { ...query, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { items: items.slice(0, limit), total: first.total, sources: first.sources };
}

function remarkGaps(terminal: Terminal, sources: InventoryPage['sources']): void {
  for (const { connectionName, freshness, gaps } of sources) {
    if (freshness !== 'fresh') terminal.remark(`${connectionName}: ${freshness}`);
    for (const { message } of gaps) terminal.remark(`${connectionName}: ${message}`);
  }
}
