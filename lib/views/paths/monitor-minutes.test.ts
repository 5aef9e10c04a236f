import type pg from 'pg';
import { expect, it } from 'vitest';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { MetricStore, StoredSeries } from '@/lib/store/metrics/metric-store';
import { readMonitorMinutes } from './monitor-minutes';

const subnet = '/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworks/hub/subnets/compute';
const at = new Date(Date.UTC(2026, 10, 24, 12));
const hosts = Array.from({ length: 40 }, (_, host) => `10.0.0.${host}`);

const series = hosts.map(
  (host): StoredSeries => ({
    connectionId: 'azure',
    metric: 'link.latency',
    definition: 'latency',
    unit: 's',
    subject: 'probe',
    attributes: { 'source.resource': subnet, 'destination.address': host, 'destination.name': host, protocol: 'Tcp' },
  }),
);
const targets = hosts.map(
  (host) =>
    ({ connectionId: 'azure', kind: 'tcp', address: `${host}:443`, fromSite: 'munich' }) as unknown as ProbeTarget,
);

it('asks for the series of many targets a few at a time, each once', async () => {
  let [underWay, most, asked] = [0, 0, 0];
  const store = {
    listSeries: async () => ({ items: series, gaps: [] }),
    async readSamples() {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return { items: [{ at, value: 0.02 }], gaps: [] };
    },
  } as unknown as MetricStore;
  const rows = [{ connection_id: 'azure', native_id: subnet, site: 'munich' }];
  const pool = { query: async () => ({ rows }) } as unknown as pg.Pool;
  const minutes = await readMonitorMinutes({ pool }, store, targets, { from: at, to: at });
  expect(minutes.map((each) => each.length)).toEqual(hosts.map(() => 1));
  expect(asked).toBe(hosts.length);
  expect(most).toBeLessThanOrEqual(8);
});

it('takes no round trip of a minute in which every check of its test failed', async () => {
  const [host = ''] = hosts;
  const told = (metric: StoredSeries['metric'], test: string) =>
    ({ ...series[0], metric, attributes: { ...series[0]?.attributes, 'test.group': test } }) as StoredSeries;
  const values = new Map([
    [told('link.latency', 'one'), 0.999],
    [told('link.loss', 'one'), 1],
    [told('link.latency', 'two'), 0.02],
    [told('link.loss', 'two'), 0],
  ]);
  const read = async (kept: readonly StoredSeries[]) => {
    const store = {
      listSeries: async () => ({ items: kept, gaps: [] }),
      readSamples: async (one: StoredSeries) => ({ items: [{ at, value: values.get(one) }], gaps: [] }),
    } as unknown as MetricStore;
    const rows = [{ connection_id: 'azure', native_id: subnet, site: 'munich' }];
    const pool = { query: async () => ({ rows }) } as unknown as pg.Pool;
    const [target] = targets;
    expect(target?.address).toBe(`${host}:443`);
    return (await readMonitorMinutes({ pool }, store, targets.slice(0, 1), { from: at, to: at }))[0];
  };
  expect(await read([...values.keys()].slice(0, 2))).toEqual([{ at, latencyNs: null, loss: 1 }]);
  expect(await read([...values.keys()])).toEqual([{ at, latencyNs: 20_000_000, loss: 1 }]);
});
