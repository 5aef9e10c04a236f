import { expect, test } from 'vitest';
import { splitNames, toExplore, toRowsAddress } from './to-explore';

const span = { from: '2026-10-01', to: '2026-10-31', asOf: null, metric: 'effective' } as const;
const names = Array.from({ length: 250 }, (_, place) => ({
  provider: 'aws',
  service: place % 2 === 0 ? 'Amazon S3' : null,
  region: 'us-east-1',
  sku: `sku-${place % 200}`,
}));

test('names that one address cannot hold are split into several, and none is left out', () => {
  const parts = splitNames(names);
  expect(parts.flat()).toHaveLength(names.length);
  expect(new Set(parts.flat())).toEqual(new Set(names));
  for (const part of parts) expect(new Set(part.map(({ sku }) => sku)).size).toBeLessThanOrEqual(80);
  expect(parts.length).toBeLessThan(5);
  expect(splitNames(names.slice(0, 40))).toHaveLength(1);
  expect(splitNames([])).toEqual([]);
});

test('Explore is narrowed to usage of these names in the currency, those that have none by none', () => {
  const address = new URL(toExplore(names.slice(0, 2), 'USD', span), 'https://millwright.example');
  expect(address.pathname).toBe('/cost');
  expect(address.searchParams.getAll('service')).toEqual(['Amazon S3', '']);
  expect(address.searchParams.getAll('provider')).toEqual(['aws']);
  expect(address.searchParams.getAll('sku')).toEqual(['sku-0', 'sku-1']);
  expect(address.searchParams.getAll('charge-category')).toEqual(['Usage']);
  expect(address.searchParams.getAll('currency')).toEqual(['USD']);
});

test('a cell leads to where its rows are named, an end that is not told by none', () => {
  const cell = { ends: 'site', from: 'aws/us-east-1', to: null } as const;
  const address = toRowsAddress(cell, { basis: 'billed', currency: 'EUR' }, span);
  expect(Object.fromEntries(new URL(address, 'https://millwright.example').searchParams)).toEqual({
    ...{ from: '2026-10-01', to: '2026-10-31', metric: 'effective' },
    ...{ ends: 'site', basis: 'billed', currency: 'EUR', origin: 'aws/us-east-1' },
  });
});
