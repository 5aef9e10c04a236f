import { describe, expect, test } from 'vitest';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import { countUnwellLinks, filterSites, sortSites } from './filter-sites';
import { sayMark } from './map/say-mark';
import { groupByDay } from './page/group-by-day';
import { listTroubledTallies } from './page/to-tally-href';
import { listOffMap, toMapLinks, toMapSites } from './to-map-sites';

const none = { value: 0, unknown: 0, atLeast: false };
const site = (name: string, rest: Partial<SiteStanding> = {}): SiteStanding => ({
  name,
  title: null,
  country: null,
  latitude: 50,
  longitude: 8,
  isUnplaced: false,
  isDescribed: true,
  providers: [{ provider: 'aws', resources: 3 }],
  status: 'healthy',
  reasons: [],
  parts: [],
  resources: { value: 3, atLeast: false },
  gpus: { total: none, active: none, failed: 0, degraded: 0, healthUnknown: 0 },
  links: { total: { value: 0, atLeast: false }, down: 0, degraded: 0, lostSpares: 0, unknown: 0 },
  oldestSourceAt: '2026-11-12T14:00:00Z',
  ...rest,
});
const withGpus = (name: string, value: number, atLeast: boolean) =>
  site(name, {
    gpus: { total: { value, unknown: 0, atLeast }, active: none, failed: 0, degraded: 0, healthUnknown: 0 },
  });
const names = (sites: readonly SiteStanding[]) => sites.map(({ name }) => name);
const noFilter = { q: null, status: [], provider: [] };

describe('the list of sites', () => {
  test('is narrowed by words, status and provider together', () => {
    const sites = [
      site('fra-1', { title: 'Frankfurt', country: 'DE' }),
      site('fra-2', { title: 'Frankfurt', status: 'critical' }),
      site('iad', { providers: [{ provider: 'azure', resources: 1 }] }),
    ];
    expect(names(filterSites(sites, { ...noFilter, q: ' FRANKFURT ' }))).toEqual(['fra-1', 'fra-2']);
    expect(names(filterSites(sites, { ...noFilter, q: 'de', status: ['healthy'] }))).toEqual(['fra-1']);
    expect(names(filterSites(sites, { ...noFilter, provider: ['azure'] }))).toEqual(['iad']);
  });

  test('is sorted with the worst first, and what is not known last either way', () => {
    const worst = sortSites([site('fine'), site('bad', { status: 'critical' }), site('lost', { status: 'unknown' })], {
      sort: 'status',
      order: 'desc',
    });
    expect(names(worst)).toEqual(['bad', 'lost', 'fine']);
    const sized = [
      withGpus('unknown', 0, true),
      withGpus('few', 8, false),
      withGpus('many', 64, true),
      withGpus('none', 0, false),
    ];
    expect(names(sortSites(sized, { sort: 'gpus', order: 'desc' }))).toEqual(['many', 'few', 'none', 'unknown']);
    expect(names(sortSites(sized, { sort: 'gpus', order: 'asc' }))).toEqual(['none', 'few', 'many', 'unknown']);
  });

  test('does not count links as well where none could be read', () => {
    const unread = { total: { value: 0, atLeast: true }, down: 0, degraded: 0, lostSpares: 0, unknown: 0 };
    expect(countUnwellLinks(unread)).toBeNull();
    expect(countUnwellLinks({ ...unread, total: { value: 0, atLeast: false } })).toBe(0);
  });
});

describe('the map', () => {
  test('leaves out sites without coordinates, which are then named, but for the one without a place', () => {
    const nowhere = { latitude: null, longitude: null };
    const sites = [site('here'), site('lost', nowhere), site('unplaced', { ...nowhere, isUnplaced: true })];
    expect(toMapSites(sites).map(({ name }) => name)).toEqual(['here']);
    expect(names(listOffMap(sites))).toEqual(['lost']);
  });

  test('tells an unknown number of GPUs from none', () => {
    const [unknown, nothing, floor] = toMapSites([
      withGpus('a', 0, true),
      withGpus('b', 0, false),
      withGpus('c', 8, true),
    ]);
    expect([unknown?.gpus, nothing?.gpus, floor?.gpus]).toEqual([
      null,
      { value: 0, atLeast: false },
      { value: 8, atLeast: true },
    ]);
  });

  test('says what a mark stands for', () => {
    const [one] = toMapSites([site('fra', { title: 'Frankfurt', status: 'warning' })]);
    if (one === undefined) throw new Error('It has coordinates.');
    const placed = { ...one, x: 0, y: 0 };
    expect(sayMark({ sites: [placed], status: 'warning', gpus: { value: 0, atLeast: false } })).toBe(
      'Frankfurt: warning, no GPUs',
    );
    expect(sayMark({ sites: [placed], status: 'warning', gpus: null })).toBe(
      'Frankfurt: warning, an unknown number of GPUs',
    );
    expect(
      sayMark({
        sites: [placed, { ...placed, title: 'Munich' }],
        status: 'warning',
        gpus: { value: 8, atLeast: true },
      }),
    ).toBe('2 sites: Frankfurt, Munich. The worst is warning; at least 8 GPUs together');
  });

  test('draws lines between two sites alone, each by the worst of its links', () => {
    const places = ['a', 'b'].map((name) => ({ name, title: name, x: 0, y: 0, isLocated: true }));
    const lines = {
      from: [0, 0, 1],
      to: [1, 0, -1],
      links: [2, 1, 1],
      nameless: [0, 0, 0],
      unhealthy: [1, 0, 0],
      health: 'chd',
      capacity: [null, null, null],
      unknownCapacity: [0, 0, 0],
      busiest: [null, null, null],
    };
    expect(toMapLinks({ sites: places, lines })).toEqual([{ from: 'a', to: 'b', tone: 'critical' }]);
  });
});

describe('the page of a site', () => {
  test('leads from what stands badly to just that', () => {
    const tally = { present: 9, failed: 0, degraded: 0, unknown: 0 };
    expect(
      listTroubledTallies(
        [
          { kind: 'volume', ...tally, failed: 2 },
          { kind: 'gpu', ...tally, degraded: 1 },
          { kind: 'link', ...tally, unknown: 3 },
          { kind: 'network', ...tally },
        ],
        'aws/eu-central-1',
      ),
    ).toEqual([
      { words: '2 failed volumes', href: '/inventory?site=aws%2Feu-central-1&kind=volume&status=failed' },
      { words: '1 degraded GPU', href: '/gpus?site=aws%2Feu-central-1&health=degraded' },
      { words: '3 unknown links', href: '/links?site=aws%2Feu-central-1&health=unknown' },
    ]);
  });

  test('parts its timeline by days of the person’s zone', () => {
    const events = ['2026-11-12T23:30:00Z', '2026-11-12T22:30:00Z', '2026-11-11T10:00:00Z'].map((at) => ({ at }));
    const days = (zone: string) => groupByDay(events, zone).map(({ day, events: of }) => [day, of.length]);
    expect(days('UTC')).toEqual([
      ['2026-11-12', 2],
      ['2026-11-11', 1],
    ]);
    expect(days('Europe/Berlin')).toEqual([
      ['2026-11-13', 1],
      ['2026-11-12', 1],
      ['2026-11-11', 1],
    ]);
  });
});
