import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linksOf as awsLinksOf } from './aws/cloudwatch/measured-links';
import { findMetricSource } from './aws/cloudwatch/metric-sources';
import { circuitMetrics, portMetrics } from './azure/metrics/circuit-metrics';
import { gatewayMetrics } from './azure/metrics/gateway-metrics';
import type { MetricNamespace } from './azure/metrics/metric-definition';
import { monitorMetrics } from './azure/metrics/monitor-metrics';
import { linkMetrics } from './google-cloud/monitoring/link-metrics';
import { type RunningSandbox, startSandbox } from './start-sandbox';
import { accounts } from './world/aws/geography';
import { createWorld as createAwsWorld } from './world/aws/world';
import { isOf } from './world/azure/records';
import { createAzureWorld } from './world/azure/world';
import { createEdgeWorld } from './world/f5-distributed-cloud/world';
import { createWorld as createGoogleWorld } from './world/google-cloud/world';
import { planTargets } from './world/prometheus/world';

const seed = 'millwright';
const minuteMs = 60_000;
const at = new Date('2026-11-21T15:00:00Z');
/** The flapping tunnel is down from 06:02 to 06:07, the degraded line is degraded from 14:00 to 17:00. */
const flap = Date.parse('2026-11-21T06:00:00Z');

const aws = createAwsWorld({ seed }).at(at);
const azure = createAzureWorld({ seed }).at(at);
const google = createGoogleWorld({ seed }).at(at);
const vpns = Object.values(accounts).flatMap(({ id }) => aws.listAccount('vpn-connection', id));
const customerGateways = Object.values(accounts).flatMap(({ id }) => aws.listAccount('customer-gateway', id));

/** What AWS sends of a link in the stretch that begins at an instant. */
function fromAws(namespace: string, name: string, label: string, ms: number, region: string, account: string) {
  const source = findMetricSource(namespace, name);
  const links = awsLinksOf({ world: aws, account, region });
  return links
    .filter(({ labels }) => Object.values(labels).includes(label))
    .flatMap((link) => source?.emissions({ machine: null, host: null, link, ranAt: () => true }, ms, null) ?? [])
    .map(({ value }) => value);
}

/** What Google tells of the minute that ends at an instant. */
function fromGoogle(type: string, label: string, ms: number): number | null | undefined {
  const scope = { name: 'organizations/1', project: null, contains: () => true };
  const span = { fromMs: ms, toMs: ms };
  return linkMetrics
    .find((metric) => metric.type === type)
    ?.series({ seed, world: google, scope, span })
    .find(({ metricLabels, resource }) =>
      [...Object.values(metricLabels), ...Object.values(resource.labels)].includes(label),
    )
    ?.valueAt(new Date(ms));
}

/** What Azure measured of a thing in the grain that begins at an instant; null where the measurement failed. */
function fromAzure({ type, metrics }: MetricNamespace, thing: string, name: string, label: string, ms: number) {
  const record = azure.list(type).find((entry) => entry.record.name === thing)?.record;
  const metric = metrics.find((each) => each.name === name);
  if (!record || !metric) throw new Error(`Azure measures no ${name} of ${thing}.`);
  return metric
    .lines(record, azure)
    .filter(({ dimensions }) => Object.values(dimensions).includes(label))
    .map(({ sample }) => sample(new Date(ms)))
    .find((value) => value !== null);
}

describe('a link that two providers tell of', () => {
  test('has at either end the addresses of the other', () => {
    const tunnels = google.list('vpn-tunnel');
    const gatewayOf = (name: string, side: 0 | 1) => {
      const gateway = google.find(name);
      return gateway?.kind === 'vpn-gateway' ? gateway.addresses[side] : undefined;
    };
    const toAws = tunnels.filter(({ name }) => name.startsWith('aws-'));
    expect(toAws).toHaveLength(8);
    for (const { peerAddress, gateway, gatewayInterface, line } of toAws) {
      const [vpn, ...more] = vpns.filter(({ tunnels: own }) =>
        own.some(({ outsideAddress }) => outsideAddress === peerAddress),
      );
      expect(more).toEqual([]);
      const far = customerGateways.find(({ id }) => id === vpn?.customerGateway);
      expect(far?.address).toBe(gatewayOf(gateway, gatewayInterface));
      const own = vpn?.tunnels.find(({ outsideAddress }) => outsideAddress === peerAddress);
      expect(own?.line).toEqual({ link: line.link, end: 1 });
    }
    const locals = azure.list('microsoft.network/localnetworkgateways').map(({ record }) => record);
    const toAzure = tunnels.filter(({ name }) => name.startsWith('azure-'));
    expect(toAzure).toHaveLength(4);
    for (const { peerAddress, gateway, gatewayInterface } of toAzure) {
      const own = gatewayOf(gateway, gatewayInterface);
      expect(
        locals.filter((local) => isOf('microsoft.network/localnetworkgateways', local) && local.address === own),
      ).toHaveLength(1);
      const gateways = azure.list('microsoft.network/virtualnetworkgateways').map(({ record }) => record);
      const instances = gateways.flatMap((each) =>
        isOf('microsoft.network/virtualnetworkgateways', each) && each.purpose === 'vpn' ? each.instances : [],
      );
      expect(instances.filter(({ address }) => address === peerAddress)).toHaveLength(1);
    }
    const outside = [
      ...vpns.flatMap(({ tunnels: own }) => own.map(({ outsideAddress }) => outsideAddress)),
      ...customerGateways.map(({ address }) => address),
    ];
    expect(new Set(vpns.flatMap(({ tunnels: own }) => own.map(({ outsideAddress }) => outsideAddress))).size).toBe(
      2 * vpns.length,
    );
    expect(outside).not.toContain(undefined);
  });

  test('goes down at AWS when it does at Google, and carries the same', () => {
    const name = 'aws-columbus-us-central1-tunnel-1';
    const tunnel = google.list('vpn-tunnel').find((each) => each.name === name);
    const ask = (metric: string, ms: number) =>
      fromAws('AWS/VPN', metric, tunnel?.peerAddress ?? '', ms, 'us-east-2', accounts.training.id)[0];
    const minutesOf = (type: string, ms: number) =>
      Array.from({ length: 5 }, (_, minute) => Number(fromGoogle(type, name, ms + (minute + 1) * minuteMs)));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    // The first of these stretches has two minutes up and three down, the second two down and three up.
    for (const ms of [flap, flap + 5 * minuteMs, flap + 120 * minuteMs]) {
      const up = minutesOf('vpn.googleapis.com/tunnel_established', ms);
      expect(ask('TunnelState', ms)).toBeCloseTo(sum(up) / 5, 9);
      const [sent, received] = ['sent', 'received'].map((way) =>
        sum(minutesOf(`vpn.googleapis.com/network/${way}_bytes_count`, ms)),
      );
      expect(Math.abs(Number(ask('TunnelDataIn', ms)) - Number(sent))).toBeLessThan(10);
      expect(Math.abs(Number(ask('TunnelDataOut', ms)) - Number(received))).toBeLessThan(10);
      expect(Number(sent)).toBeGreaterThan(0);
    }
    expect(ask('TunnelState', flap)).toBeCloseTo(0.4, 9);
    expect(ask('TunnelState', flap + 120 * minuteMs)).toBe(1);
  });

  test('is dim at Azure when it is at Google, and carries the same', () => {
    const ms = at.getTime();
    const bits = (way: 'In' | 'Out', grain: number) =>
      fromAzure(portMetrics, 'erd-ashburn-google', `PortBits${way}PerSecond`, 'link1', grain);
    const attachment = 'azure-ashburn-1-us-east4';
    const sent = Number(
      fromGoogle('interconnect.googleapis.com/network/attachment/sent_bytes_count', attachment, ms + minuteMs),
    );
    expect(Number(bits('In', ms)) / ((sent / 60) * 8)).toBeCloseTo(1, 6);
    const peering = fromAzure(circuitMetrics, 'er-google-ashburn', 'BitsInPerSecond', 'Primary-IPv4', ms);
    expect(Number(peering) / Number(bits('In', ms))).toBeCloseTo(1, 6);
    const [usual, degraded] = [ms - 90 * minuteMs, ms];
    const azureLight = (then: number) =>
      Number(fromAzure(portMetrics, 'erd-ashburn-google', 'RxLightLevel', 'link1', then));
    const googleLight = (then: number) =>
      Number(
        fromGoogle(
          'interconnect.googleapis.com/network/interconnect/link/rx_power',
          'cross-cloud-ashburn-azure-1',
          then,
        ),
      );
    expect(azureLight(degraded)).toBeLessThan(azureLight(usual) - 8);
    expect(googleLight(degraded)).toBeLessThan(googleLight(usual) - 8);
    const check = (name: string, then: number) =>
      Number(fromAzure(monitorMetrics, 'cm-eastus', name, 'google-us-east4', then));
    expect(check('ChecksFailedPercent', usual)).toBe(0);
    expect(check('ChecksFailedPercent', degraded)).toBeCloseTo(0.9, 9);
    expect(check('RoundTripTimeMs', degraded)).toBeGreaterThan(1.2 * check('RoundTripTimeMs', usual));
    expect(check('TestResult', degraded)).toBe(1);
  });

  test('is one line of Direct Connect and of Google’s', () => {
    const circuit = aws
      .listAccount('private-circuit', accounts.serving.id)
      .find(({ name }) => name === 'dx-frankfurt-google');
    const ms = at.getTime();
    const [ingress] = fromAws(
      'AWS/DX',
      'ConnectionBpsIngress',
      circuit?.id ?? '',
      ms,
      'eu-central-1',
      accounts.serving.id,
    );
    const minutes = Array.from({ length: 5 }, (_, minute) =>
      Number(
        fromGoogle(
          'interconnect.googleapis.com/network/attachment/sent_bytes_count',
          'aws-frankfurt-europe-west3',
          ms + (minute + 1) * minuteMs,
        ),
      ),
    );
    const bitsPerSecond = (minutes.reduce((total, value) => total + value, 0) * 8) / 300;
    expect(Number(ingress) / bitsPerSecond).toBeCloseTo(1, 6);
  });
});

test('Azure counts the bytes of a tunnel that is down', () => {
  const told = (name: string) =>
    Number(fromAzure(gatewayMetrics, 'vgw-shared-germanywestcentral', name, 'cn-berlin-office', at.getTime()));
  expect(told('TunnelIngressBytes')).toBe(1900 * 300);
  expect(told('TunnelEgressBytes')).toBe(2400 * 300);
  const check = (name: string) =>
    fromAzure(monitorMetrics, 'cm-germanywestcentral', name, 'berlin-office', at.getTime());
  expect([check('ChecksFailedPercent'), check('RoundTripTimeMs'), check('TestResult')]).toEqual([100, undefined, 3]);
});

test('the hall’s probes take as long as the tunnels of the edges they go over', () => {
  const edges = createEdgeWorld({ seed, scale: 1 });
  const { links } = edges.at(at);
  const targets = planTargets(seed, 1);
  for (const [instance, name] of [
    ['edge-1.frankfurt.millwright.example', 'edge-frankfurt--edge-munich'],
    ['edge-1.ashburn.millwright.example', 'edge-ashburn--edge-munich'],
  ]) {
    const series = targets.find((target) => target.instance === instance)?.series ?? [];
    const success = series.find(({ family }) => family.name === 'probe_success');
    const trip = series.find(
      ({ family, labels }) => family.name === 'probe_icmp_duration_seconds' && labels.phase === 'rtt',
    );
    const link = links.find((each) => each.name === name);
    if (!link) throw new Error(`There is no tunnel ${name}.`);
    const answered = Array.from({ length: 600 }, (_, minute) => at.getTime() + minute * minuteMs).filter(
      (ms) => success?.valueAt(ms) === 1,
    );
    for (const ms of answered) expect(trip?.valueAt(ms)).toBe(edges.readLink(link, ms, 'edge-munich').latencySeconds);
    const lost = 1 - answered.length / 600;
    const { reachabilityPercent } = edges.readLink(link, at.getTime(), 'edge-munich');
    expect(Math.abs(lost - (1 - reachabilityPercent / 100))).toBeLessThan(0.02);
  }
});

describe('the truth of links', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed, faces: ['azure', 'google-cloud', 'f5-distributed-cloud'] });
    sandbox.clock.hold(at);
  });
  afterAll(() => sandbox.stop());

  test('names resources that the faces have, and every link of two providers once', () => {
    const { links, incidents } = sandbox.links();
    const known = new Set(
      (['aws', 'azure', 'google-cloud', 'f5-distributed-cloud'] as const).flatMap((face) =>
        sandbox.truthOf(face).resources.map(({ nativeId }) => `${face} ${nativeId}`),
      ),
    );
    const untold = links
      .flatMap(({ reports }) => reports)
      .filter(({ provider, nativeId }) => !known.has(`${provider} ${nativeId}`))
      // Peerings stand in the documents of their networks.
      .filter(({ nativeId }) => !/virtualnetworkpeerings/.test(nativeId));
    expect(untold).toEqual([]);
    const shared = links.filter(({ reports }) => new Set(reports.map(({ provider }) => provider)).size > 1);
    expect(shared.map(({ form }) => form).sort()).toEqual([
      ...['circuit', 'circuit-port', 'circuit-port', 'virtual-interface', 'virtual-interface', 'virtual-interface'],
      ...Array(12).fill('vpn-tunnel'),
    ]);
    const names = new Set(links.map(({ name }) => name));
    const { probes } = sandbox.links();
    expect(probes).toContainEqual({
      provider: 'azure',
      nativeId: expect.stringMatching(/\/connectionmonitors\/cm-eastus$/),
      key: 'google-us-east4',
      link: 'line/azure/er-google-ashburn',
    });
    for (const { provider, link } of probes) expect([provider, names.has(link)]).toEqual(['azure', true]);
    for (const { link, affects } of incidents) for (const name of [link, ...affects]) expect(names).toContain(name);
    const cut = incidents.find(({ link }) => link === 'line/aws/frankfurt-b');
    expect(cut).toMatchObject({
      kind: 'spare-lost',
      group: 'line/aws/frankfurt',
      affects: ['line/aws/frankfurt-b/transit', 'line/aws/frankfurt-b/private'],
    });
  });

  test('is told over HTTP for any span', async () => {
    const ask = (query: string) => fetch(`${sandbox.url}/control/truth/links${query}`);
    const answer = await (await ask('?from=2026-11-20T05:00:00Z&to=2026-11-20T08:00:00Z')).json();
    expect(answer).toMatchObject({ from: '2026-11-20T05:00:00.000Z', to: '2026-11-20T08:00:00.000Z' });
    const flapping = answer.incidents.filter(({ link }: { link: string }) =>
      link.startsWith('vpn/google-cloud/aws-columbus'),
    );
    expect(flapping).toEqual([
      expect.objectContaining({ kind: 'flapping', begin: '2026-11-20T06:02:00.000Z', end: '2026-11-20T06:58:00.000Z' }),
    ]);
    expect((await ask('?from=yesterday')).status).toBe(400);
    expect((await (await ask('')).json()).to).toBe(at.toISOString());
  });

  test('leaves out what no face tells that plays', () => {
    const alone = sandbox.links().links.filter(({ reports }) => reports.every(({ provider }) => provider === 'aws'));
    expect(alone.length).toBeGreaterThan(60);
    expect(sandbox.links().links.some(({ name }) => name === 'transit/network/research-us-west-2')).toBe(false);
  });
});
