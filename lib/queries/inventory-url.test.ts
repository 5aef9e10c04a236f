import { describe, expect, test } from 'vitest';
import { inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { toApiUrl } from './api-client';
import { toInventoryFilter } from './inventory';
import { countInventoryFilters, loadInventoryUrl, serialiseInventoryList } from './inventory-url';

describe('the Inventory address', () => {
  test('survives the way to the state and back', () => {
    const search = '?q=gpu&kind=volume&kind=bucket&owner=&presence=gone&sort=gpuCount&order=desc';
    const state = loadInventoryUrl(new URLSearchParams(search));
    expect(state).toMatchObject({ q: 'gpu', kind: ['volume', 'bucket'], owner: [''], presence: 'gone' });
    expect(new URLSearchParams(serialiseInventoryList(state)).toString()).toBe(new URLSearchParams(search).toString());
  });

  test('leaves out what is not understood, and what is as by default', () => {
    const state = loadInventoryUrl(new URLSearchParams('?kind=spaceship&sort=colour&order=asc'));
    expect(state).toMatchObject({ kind: [], sort: 'name' });
    expect(serialiseInventoryList(state)).toBe('');
  });

  test('speaks the words of the API', () => {
    const state = loadInventoryUrl(new URLSearchParams('?kind=volume&kind=bucket&team=&presence=gone'));
    const url = new URL(toApiUrl('/inventory', toInventoryFilter(state)), 'http://console.test');
    const query = Object.fromEntries([...url.searchParams.keys()].map((key) => [key, url.searchParams.getAll(key)]));
    expect(inventoryQuerySchema.parse({ ...query, presence: url.searchParams.get('presence') })).toMatchObject({
      kind: ['volume', 'bucket'],
      team: [''],
      presence: 'gone',
    });
  });

  test('counts a facet once however many values it has', () => {
    const state = loadInventoryUrl(new URLSearchParams('?q=x&kind=volume&kind=bucket&region=us-east-1'));
    expect(countInventoryFilters(state)).toBe(3);
  });
});
