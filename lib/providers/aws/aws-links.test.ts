import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkFacts } from '@/lib/domain/link/link-facts';
import type { MetricSeries } from '@/lib/domain/metric';
import type { ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import { openSession } from '../contract/session/open-session';
import { awsProvider } from './provider';
import { accountOfRole } from './settings';

const kinds: ReadonlySet<ResourceKind> = new Set([
  'vpn-connection',
  'private-circuit',
  'virtual-interface',
  'transit-attachment',
]);
const minuteMs = 60_000;

let sandbox: RunningSandbox;
let links: LinkFacts[];
let series: MetricSeries[];
let gaps: unknown[];
/** Native ids of what the inventory lists in the regions that are read. */
let listed: Set<string>;

beforeAll(async () => {
  sandbox = await startSandbox({ faces: [] });
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const accounts = new Set(roleArns.map(accountOfRole));
  const linked = sandbox.truth().resources.filter(({ kind, account }) => kinds.has(kind) && accounts.has(account));
  const regions = [...new Set(linked.map(({ region }) => region))].sort();
  const session = openSession(awsProvider, {
    settings: { endpoint, caCertificate, externalId, roleArns, regions, homeRegion: 'eu-west-1' },
    secret: { accessKeyId, secretAccessKey },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 2 },
  });
  const whole = await readWholeInventory(awsProvider, session);
  const items = whole.scopes.flatMap(({ result }) => result.items);
  listed = new Set(items.map(({ nativeId }) => nativeId));
  links = items.flatMap((item) => item.links ?? []);
  const scopes = whole.scopes.filter(({ scope }) => kinds.has(scope.kind)).map(({ result }) => result.completeness);
  gaps = scopes.flatMap((completeness) => (completeness.complete ? [] : completeness.gaps));
  const to = new Date(Date.now() - (awsProvider.metrics?.settlesAfterMs ?? Number.NaN));
  series = [];
  const window = { from: new Date(to.getTime() - 15 * minuteMs), to };
  for await (const { result } of awsProvider.metrics?.read(session, window) ?? [])
    series.push(...result.items.filter(({ subject }) => subject === 'link'));
  session.transport.close();
}, 120_000);
afterAll(() => sandbox?.stop());

const ofForm = (form: LinkFacts['form']) => links.filter((link) => link.form === form);
const seriesOf = ({ meters }: LinkFacts) =>
  series.filter(({ attributes }) =>
    meters.some(
      (meter) =>
        attributes.resource === meter.resource &&
        Object.entries(meter.attributes).every(([key, value]) => attributes[key] === value),
    ),
  );
const metricsOf = (link: LinkFacts) => new Set(seriesOf(link).map(({ metric }) => metric));

describe('the links of AWS', () => {
  it('are told with their ends and without a gap', () => {
    expect(gaps).toEqual([]);
    for (const form of ['vpn-connection', 'vpn-tunnel', 'circuit', 'virtual-interface', 'network-peering'] as const)
      expect(ofForm(form).length, form).toBeGreaterThan(0);
    for (const { far } of ofForm('vpn-tunnel'))
      expect(far).toMatchObject({ address: expect.any(String), asn: expect.any(Number) });
    for (const { far } of ofForm('network-peering')) expect(listed).toContain(far.resource);
    for (const { capacityBitsPerSecond } of ofForm('circuit'))
      expect(capacityBitsPerSecond).toBeGreaterThanOrEqual(1e9);
  });

  it('ride on what the inventory lists', () => {
    const carriers = links.flatMap((link) => link.carriers ?? []);
    expect(carriers.length).toBeGreaterThan(0);
    expect(carriers.filter((carrier) => !listed.has(carrier))).toEqual([]);
  });

  it('are each measured by series of their own', () => {
    for (const tunnel of ofForm('vpn-tunnel'))
      expect([...metricsOf(tunnel)].sort()).toEqual(['link.io.rate', 'link.state']);
    for (const circuit of ofForm('circuit')) {
      // Errors and light are measured of its lines, not of a group.
      const own = circuit.leastCarriers === null ? ['link.errors'] : [];
      expect([...metricsOf(circuit)]).toEqual(expect.arrayContaining(['link.state', 'link.io.rate', ...own]));
      expect(seriesOf(circuit).filter(({ metric }) => metric === 'link.io.rate')).toHaveLength(2);
    }
    for (const attachment of links.filter(({ form, state }) => form === 'network-peering' && state === 'up'))
      expect(seriesOf(attachment).filter(({ metric }) => metric === 'link.io.rate')).toHaveLength(2);
    const found = new Set(links.flatMap(seriesOf));
    expect(series.filter((each) => !found.has(each))).toEqual([]);
  });

  it('stand as their tunnels are measured', () => {
    for (const tunnel of ofForm('vpn-tunnel')) {
      const [state] = seriesOf(tunnel).filter(({ metric }) => metric === 'link.state');
      const newest = state?.points.at(-1)?.value;
      // What flaps may have changed since it was measured.
      const values = new Set(state?.points.map(({ value }) => value));
      if (
        values.size === 1 &&
        (tunnel.stateSince?.getTime() ?? Number.NaN) < (state?.points[0]?.at.getTime() ?? Number.NaN)
      )
        expect(newest, tunnel.name).toBe(tunnel.state === 'up' ? 1 : 0);
    }
  });

  it('carry no more than they can', () => {
    for (const circuit of ofForm('circuit'))
      for (const { metric, points } of seriesOf(circuit))
        if (metric === 'link.io.rate')
          for (const { value } of points)
            expect(value * 8).toBeLessThanOrEqual(circuit.capacityBitsPerSecond ?? Number.NaN);
  });
});
