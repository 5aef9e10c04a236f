import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkFacts } from '@/lib/domain/link/link-facts';
import type { MetricSeries } from '@/lib/domain/metric';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import { openSession } from '../contract/session/open-session';
import { azureProvider } from './provider';

let sandbox: RunningSandbox;
let links: LinkFacts[];
let series: MetricSeries[];
let listed: Set<string>;

/** Azure counts queries by windows of five seconds; here they pass faster, while the world stands still. */
const haste = 20;
const startedAtMs = Date.now();
const now = () => new Date(startedAtMs + (Date.now() - startedAtMs) * haste);

beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['azure'], realNow: now });
  sandbox.clock.hold();
  const facts = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (facts === undefined) throw new Error('The sandbox does not play Azure.');
  const session = openSession(azureProvider, {
    settings: facts.settings,
    secret: facts.secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now,
    limits: { ratePerSecond: 1000, maxAttempts: 2 },
  });
  const whole = await readWholeInventory(azureProvider, session);
  const items = whole.scopes.flatMap(({ result }) => result.items);
  listed = new Set(items.map(({ nativeId }) => nativeId));
  links = items.flatMap((item) => item.links ?? []);
  series = [];
  const to = now();
  const window = { from: new Date(to.getTime() - 30 * 60_000), to };
  for await (const { result } of azureProvider.metrics?.read(session, window) ?? []) series.push(...result.items);
  session.transport.close();
}, 120_000);
afterAll(() => sandbox?.stop());

const ofForm = (form: LinkFacts['form']) => links.filter((link) => link.form === form);
const isOf = ({ meters }: LinkFacts, { attributes }: MetricSeries) =>
  meters.some(
    (meter) =>
      attributes.resource === meter.resource &&
      Object.entries(meter.attributes).every(([key, value]) => attributes[key] === value),
  );
const metricsOf = (link: LinkFacts) => new Set(series.filter((each) => isOf(link, each)).map(({ metric }) => metric));

describe('the links of Azure', () => {
  it('are told with their ends, and ride on what the inventory lists', () => {
    for (const form of ['vpn-connection', 'network-peering', 'circuit', 'virtual-interface', 'circuit-port'] as const)
      expect(ofForm(form).length, form).toBeGreaterThan(0);
    for (const { near, far } of ofForm('vpn-connection')) {
      expect(listed).toContain(near.resource);
      expect(far).toMatchObject({ address: expect.any(String), asn: expect.any(Number) });
    }
    for (const { capacityBitsPerSecond, far } of ofForm('circuit')) {
      expect(capacityBitsPerSecond).toBeGreaterThanOrEqual(5e7);
      expect(far.place).not.toBeNull();
    }
    expect(links.flatMap((link) => link.carriers ?? []).filter((carrier) => !listed.has(carrier))).toEqual([]);
  });

  it('are each measured, the two paths of a peering and the two links of a port apart', () => {
    for (const connection of ofForm('vpn-connection'))
      expect([...metricsOf(connection)]).toEqual(expect.arrayContaining(['link.io.rate', 'link.bgp.state']));
    for (const path of ofForm('virtual-interface').filter(({ partOf }) => partOf !== null)) {
      expect([...metricsOf(path)]).toEqual(expect.arrayContaining(['link.state', 'link.bgp.state', 'link.io.rate']));
      const states = series.filter((each) => each.metric === 'link.state' && isOf(path, each));
      expect(states.length, path.name).toBe(1);
    }
    for (const line of ofForm('circuit-port').filter(({ partOf }) => partOf !== null))
      expect([...metricsOf(line)].sort()).toEqual(['link.io.rate', 'link.optical.power', 'link.state']);
  });

  it('leave nothing that is measured of a link without one', () => {
    const ofNone = series
      .filter(({ subject }) => subject === 'link')
      .filter((each) => !links.some((link) => isOf(link, each)));
    expect(ofNone).toEqual([]);
  });
});

describe('the tests of Connection Monitor', () => {
  it('tell of latency in seconds, of loss as a share, and whether they passed, by source and destination', () => {
    const probes = series.filter(({ subject }) => subject === 'probe');
    expect(new Set(probes.map(({ metric }) => metric))).toEqual(
      new Set(['link.latency', 'link.loss', 'probe.success']),
    );
    for (const { metric, attributes, points } of probes) {
      expect(attributes).toMatchObject({
        'source.name': expect.any(String),
        'destination.name': expect.any(String),
        protocol: expect.any(String),
      });
      for (const { value } of points)
        if (metric === 'link.latency') expect(value > 0 && value < 1, String(value)).toBe(true);
        else expect(value >= 0 && value <= 1, String(value)).toBe(true);
    }
  });
});
