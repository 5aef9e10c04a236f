import { inventoryFilterSchema, inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { readInventoryFacets } from '@/lib/views/inventory/read-inventory-facets';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import type { ViewContext } from '@/lib/views/view-context';
import { type Measurement, timed, toQuantiles } from '../measure';

const searchBar = { atMost: 100 };
const facetBar = { atMost: 150 };

/** What people type, to be sent letter by letter. */
const typed: Record<string, string[]> = {
  'names, common and rare': ['ingest-prod', 'zephyr-quartz-dr', 'juniper-canary', 'train-train-research-9999'],
  'people and teams': ['person-700@', 'owner=person-012', 'team=team-59'],
  identifiers: ['arn:aws:ec2:eu-n', '100000000000', ':volume/0f', 'deadbeef'],
  'one and two letters': [
    'a',
    'e',
    'q',
    'z',
    'x',
    '7',
    '-',
    '@',
    'qz',
    'zq',
    'xx',
    'ph',
    'ya',
    'jq',
    'of',
    'in',
    '0f',
    '99',
  ],
  nowhere: ['zzz', 'nothing like it', '東京', 'ñ', '%', '\\'],
};

interface Keystroke {
  text: string;
  ms: number;
}

/** Search as you type: the first page after every keystroke, by name as the page opens and by creation; and its facets. */
export async function benchSearch(
  context: ViewContext,
): Promise<{ measurements: Measurement[]; slowest: Keystroke[] }> {
  const measurements: Measurement[] = [];
  const all: Keystroke[] = [];
  for (const [name, words] of Object.entries(typed))
    for (const sort of ['name', 'createdAt']) {
      const strokes = await type(words, (q) =>
        readInventoryPage(context, inventoryQuerySchema.parse({ q, sort, order: sort === 'name' ? 'asc' : 'desc' })),
      );
      all.push(...strokes.map(({ text, ms }) => ({ text: `${text} by ${sort}`, ms })));
      measurements.push({
        name: `${name}, by ${sort}`,
        ...toQuantiles(strokes.map(({ ms }) => ms)),
        unit: 'ms',
        bar: searchBar,
      });
    }
  measurements.push({ name: 'every keystroke', ...toQuantiles(all.map(({ ms }) => ms)), unit: 'ms', bar: searchBar });
  const facets = await type(Object.values(typed).flat(), (q) =>
    readInventoryFacets(context, inventoryFilterSchema.parse({ q })),
  );
  measurements.push({
    name: 'facets after every keystroke',
    ...toQuantiles(facets.map(({ ms }) => ms)),
    unit: 'ms',
    bar: facetBar,
  });
  const slowest = [...all, ...facets.map(({ text, ms }) => ({ text: `${text}, facets`, ms }))];
  return { measurements, slowest: slowest.sort((left, right) => right.ms - left.ms).slice(0, 12) };
}

async function type(words: string[], search: (q: string) => Promise<unknown>): Promise<Keystroke[]> {
  const prefixes = new Set(words.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1).trim())));
  const strokes: Keystroke[] = [];
  for (const text of prefixes) {
    if (text === '') continue;
    await search(text);
    strokes.push({ text, ms: await timed(() => search(text)) });
  }
  return strokes;
}
