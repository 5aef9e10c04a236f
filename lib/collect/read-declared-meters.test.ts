import { afterAll, beforeAll, expect, it } from 'vitest';
import { toMeterResource } from '@/lib/domain/link/declared-link';
import type { MetricRead, MetricsCapability, NamedSeries, ProviderSession } from '@/lib/providers/contract/provider';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { toDeclaredRow } from '@/lib/store/links/declared-links';
import { readDeclaredMeters } from './read-declared-meters';

let database: TestDatabase;
const connectionId = '01900000-0000-7000-8000-000000000001';
const at = new Date(Date.UTC(2026, 10, 1));
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('asks for the series that people named, and tells all of them in bytes a second', async () => {
  const series = (name: string, rest: object) => ({ by: 'prometheus' as const, connectionId, series: name, ...rest });
  const said = { medium: 'mpls', near: { site: 'a' }, far: { site: 'b' }, carrier: null, circuitId: null } as const;
  const rest = { ridesOn: [], carries: [], redundancyGroup: null, cost: null, notes: '', capacityBitsPerSecond: null };
  const by = { createdBy: 'x', createdAt: at, updatedBy: 'x', updatedAt: at };
  const { id } = await database.prisma.declaredLink.create({
    data: {
      ...toDeclaredRow({
        ...{ ...said, ...rest, name: 'one' },
        meters: [
          { ...series('ifHCInOctets', {}), measures: 'receive', unit: 'bytes', isCounter: true },
          { ...series('out_bits', {}), measures: 'transmit', unit: 'bits', isCounter: false },
          { ...series('ifOperStatus', {}), measures: 'state', unit: null, isCounter: false },
          { ...series('other', { connectionId: 'another' }), measures: 'receive', unit: 'bytes', isCounter: true },
        ],
      }),
      ...by,
    },
  });
  const asked: NamedSeries[] = [];
  const served: Record<string, number[]> = { ifHCInOctets: [100], out_bits: [800], ifOperStatus: [1, 2] };
  const metrics: MetricsCapability = {
    defaultIntervalMs: 1,
    settlesAfterMs: 0,
    async *read() {},
    async readNamed(_, named) {
      asked.push(named);
      const items = (served[named.series] ?? []).map((value, index) => ({ at: new Date(at.getTime() + index), value }));
      return { items, completeness: { complete: true }, readAt: at, source: 'x' };
    },
  };
  const reads: MetricRead[] = [];
  const session = {} as ProviderSession;
  for await (const read of readDeclaredMeters(database, connectionId, metrics, session, { from: at, to: at }))
    reads.push(read);
  expect(asked.map(({ series: name, isCounter }) => [name, isCounter])).toEqual([
    ['ifHCInOctets', true],
    ['out_bits', false],
    ['ifOperStatus', false],
  ]);
  const resource = toMeterResource(id);
  const told = reads.flatMap(({ result }) => result.items);
  expect(told.map(({ metric, attributes, points }) => [metric, attributes, points.map(({ value }) => value)])).toEqual([
    ['link.io.rate', { resource, direction: 'receive' }, [100]],
    ['link.io.rate', { resource, direction: 'transmit' }, [100]],
    ['link.state', { resource }, [1, 0]],
  ]);
});
