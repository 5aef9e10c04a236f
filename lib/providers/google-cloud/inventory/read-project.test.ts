import { describe, expect, it } from 'vitest';
import { heldItems } from '../../contract/paging/read-pages';
import type { InventoryRead } from '../../contract/provider';
import type { GoogleClient } from '../connect/google-client';
import { subnets } from './kinds/networks';
import { disks } from './kinds/storage';
import { readProject } from './read-project';

const scope = 'organizations/9';
const below = ['projects/1', 'folders/2', scope];
const elsewhere = ['projects/1', 'folders/3', 'organizations/8'];
const project = { id: 'lab', name: null, isBelowScope: false };
const kinds = { 'compute.googleapis.com/Disk': disks, 'compute.googleapis.com/Subnetwork': subnets };
type AssetType = keyof typeof kinds;

interface Page {
  count: number;
  ancestors: string[];
}

/**
 * Reads one group for each type given, of which each page lists so many assets with these ancestors. `document` null:
 * they have none.
 */
async function read(listings: Partial<Record<AssetType, Page[]>>, document: object | null = { sizeGb: '10' }) {
  const told: { read: InventoryRead; pagesRead: number }[] = [];
  let pagesRead = 0;
  const client: GoogleClient = {
    token: async () => 'token',
    fetchGuarded: fetch,
    async call({ query = [] }, schema) {
      const facts = new Map(query);
      const page = Number(facts.get('pageToken') ?? 0);
      const types = Object.keys(kinds).filter((each) => new RegExp(facts.get('assetTypes') ?? '').test(each));
      const [assetType] = types as AssetType[];
      const pages = assetType === undefined ? [] : (listings[assetType] ?? []);
      const { count = 0, ancestors = [] } = pages[page] ?? {};
      pagesRead += 1;
      return schema.parse({
        assets: Array.from({ length: count }, (_, index) => ({
          name: `//compute.googleapis.com/projects/lab/regions/europe-west4/things/${assetType}-${page}-${index}`,
          assetType,
          ancestors,
          resource: { location: 'europe-west4', ...(document === null ? {} : { data: document }) },
        })),
        ...(page + 1 < pages.length ? { nextPageToken: String(page + 1) } : {}),
      });
    },
  };
  const groups = (Object.keys(listings) as AssetType[]).map((type) => [kinds[type]]);
  const now = () => new Date('2026-11-22T12:00:00Z');
  const result = await readProject(client, project, scope, groups, now, async (each) => {
    told.push({ read: each, pagesRead });
  });
  const ids = told.flatMap(({ read: each }) => {
    if (each.type === 'part') return each.items.map(({ nativeId }) => nativeId);
    return each.type === 'scope' ? each.result.items.map(({ nativeId }) => nativeId) : [];
  });
  return { told, ids, ...result };
}

const page = (ancestors: string[], count = 1_000): Page => ({ count, ancestors });
const late = (ancestors: string[]) => [page([]), page([]), page([]), page([]), page(ancestors), page(ancestors)];
const diskType = 'compute.googleapis.com/Disk';
const subnetType = 'compute.googleapis.com/Subnetwork';

describe('a project found by a search', () => {
  it('loses nothing when an asset places it below the scope only after the first spill', async () => {
    const { told, ids, scopes, gaps } = await read({ [diskType]: late(below) });
    expect(new Set(ids).size).toBe(6_000);
    expect(ids).toHaveLength(6_000);
    expect(told.map(({ read: { type } }) => type)).toEqual(['part', 'scope']);
    expect(told.at(-1)?.read).toMatchObject({
      type: 'scope',
      listed: true,
      result: { completeness: { complete: true } },
    });
    expect(scopes).toEqual([{ account: 'lab', region: 'europe-west4', kind: 'volume' }]);
    expect(gaps).toEqual([]);
  });

  it('tells nothing and ends nothing when an asset places it elsewhere only after the first spill', async () => {
    const { told, scopes, gaps } = await read({ [diskType]: late(elsewhere) });
    expect(told).toEqual([]);
    expect({ scopes, gaps }).toEqual({ scopes: [], gaps: [] });
  });

  it('is told in parts while it is listed when the first assets place it', async () => {
    const pages = Array.from({ length: 8 }, () => page(below));
    const { told, ids } = await read({ [diskType]: pages });
    expect(new Set(ids).size).toBe(8_000);
    const parts = told.filter(({ read: { type } }) => type === 'part');
    expect(parts.map(({ pagesRead }) => pagesRead)).toEqual([3, 6]);
    for (const { read: part } of parts)
      expect(part.type === 'part' && part.items.length).toBeLessThan(heldItems + 1_000);
    expect(told.at(-1)?.read).toMatchObject({ type: 'scope', listed: true });
  });

  it('stays where one listing placed it, though the next names no ancestor', async () => {
    const { told, ids, scopes } = await read({
      [diskType]: [page(below, 1)],
      [subnetType]: [page([]), page([]), page([]), page([], 1)],
    });
    expect(new Set(ids).size).toBe(3_002);
    expect(told.map(({ read: { type } }) => type)).toEqual(['scope', 'part', 'scope']);
    expect(scopes.map(({ kind }) => kind)).toEqual(['volume', 'subnet']);
  });
});

describe('assets without what they should tell', () => {
  it('are one gap for each kind of trouble, which says how many they are', async () => {
    const { told } = await read({ [diskType]: [page(below), page(below)] }, null);
    const [scopeRead] = told.flatMap(({ read: each }) => (each.type === 'scope' ? [each] : []));
    expect(scopeRead?.result.completeness).toMatchObject({
      complete: false,
      gaps: [
        {
          code: 'DocumentMissing',
          region: 'europe-west4',
          subject: 'volume',
          message: 'cloudasset:assets.list listed 2000 assets without their document.',
        },
      ],
    });
    const [one] = (await read({ [diskType]: [page(below, 1)] }, { sizeGb: {}, status: [] })).told;
    expect(one?.read).toMatchObject({
      type: 'scope',
      listed: true,
      result: {
        completeness: {
          gaps: [
            {
              code: 'DocumentUnreadable',
              message: 'cloudasset:assets.list listed 1 asset whose document could not be read.',
            },
          ],
        },
      },
    });
  });
});
