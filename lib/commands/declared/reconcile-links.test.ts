import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDeclaration } from '@/lib/config/declared';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readDeclaredLinks } from '@/lib/store/links/declared-links';
import { findUnknownSites, reconcileLinks } from './reconcile-links';

let database: TestDatabase;
const now = new Date(Date.UTC(2026, 10, 1));
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const file = `
links:
  - name: overlay
    medium: mpls
    near: { site: munich }
    far: { site: prague }
    ridesOn: [fibre]
    meters:
      - probe: { from: munich, to: prague, kind: icmp }
  - name: fibre
    medium: dark-fibre
    near: { site: munich }
    far: { site: prague }
    capacity: 100 Gbit/s
    cost: { amount: "1200.50", currency: EUR }
`;
const apply = (text: string) => {
  const { declaration, faults } = readDeclaration(text, 'millwright.yaml');
  if (declaration === null) throw new Error(faults.join());
  return database.prisma.$transaction((tx) => reconcileLinks(tx, declaration.links, now));
};

it('brings the declared links into line with the file, once, and releases what it no longer names', async () => {
  expect(await apply(file)).toHaveLength(2);
  const [fibre, overlay] = await readDeclaredLinks(database.pool);
  expect(fibre).toMatchObject({ managedBy: 'file', capacityBitsPerSecond: 100e9, cost: { amount: '1200.5' } });
  expect(overlay?.ridesOn).toEqual([{ connectionId: null, nativeId: fibre?.id, key: '' }]);
  expect(await apply(file)).toEqual([]);
  expect(await apply(file.replace('100 Gbit/s', '10 Gbit/s'))).toEqual([{ link: 'fibre', change: 'updated' }]);
  expect(await apply('links: []')).toEqual(
    expect.arrayContaining([
      { link: 'fibre', change: 'released' },
      { link: 'overlay', change: 'released' },
    ]),
  );
  expect((await readDeclaredLinks(database.pool)).map(({ managedBy }) => managedBy)).toEqual(['console', 'console']);
});

it('tells the sites that its links end at and nobody knows, and takes a place for what it is', async () => {
  await database.prisma.site.create({ data: { name: 'munich', title: 'Munich', updatedAt: now } });
  const unknown = (text: string) =>
    database.prisma.$transaction((tx) =>
      findUnknownSites(tx, readDeclaration(text, 'm.yaml').declaration?.links ?? []),
    );
  expect(await unknown(file)).toEqual([{ site: 'prague', links: ['overlay', 'fibre'] }]);
  const placed = file.replaceAll('far: { site: prague }', 'far: { place: Carrier hotel }');
  expect(await unknown(placed)).toEqual([]);
  await apply(placed);
  expect((await readDeclaredLinks(database.pool))[0]?.far).toEqual({ place: 'Carrier hotel' });
});

it('says with its line what of the file cannot be', async () => {
  const fault = (from: string, to: string) => readDeclaration(file.replace(from, to), 'millwright.yaml').faults.join();
  expect(fault('100 Gbit/s', '100 GB/s')).toMatch(/line 14, links\[1\]\.capacity.*unit of bits/);
  expect(fault('100 Gbit/s', '0 Gbit/s')).toContain('above nought');
  expect(fault('name: fibre', 'name: OVERLAY')).toContain('declared twice');
  await expect(apply(file.replace('[fibre]', '[nothing]'))).rejects.toThrow('names the link nothing');
  await expect(apply(file.replaceAll('prague', 'munich'))).rejects.toThrow('at one place');
});
