import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareLink, type LinkFacts, type LinkState, linkStates } from '@/lib/domain/link/link-facts';
import { findTwins, joinLinks } from './join-links';
import { judgeLink, toStanding, toWorstStanding } from './link-standing';
import { indexByMeter, type LinkSample, toLinkValues } from './link-values';
import { type LinkedResource, type ToldLink, toLinkId } from './told-link';

const at = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(at.getTime() - minutes * 60_000);

function resource(nativeId: string, rest: Partial<LinkedResource> = {}): LinkedResource {
  return {
    id: `id-${nativeId}`,
    connectionId: 'aws',
    provider: 'aws',
    nativeId,
    name: nativeId,
    account: '1',
    region: 'eu-west-1',
    site: 'dublin',
    team: null,
    owner: null,
    ...rest,
  };
}

function told(nativeId: string, facts: Partial<LinkFacts>, rest: Partial<LinkedResource> = {}): ToldLink {
  const own = resource(nativeId, rest);
  const link = { ...bareLink({ form: 'vpn-tunnel', name: nativeId, state: 'up', nativeState: 'UP' }), ...facts };
  return { id: toLinkId(own.id, link.key), resource: own, facts: link, readAt: minutesAgo(4), isExpired: false };
}

const end = (address: string | null, rest: Partial<LinkFacts['near']> = {}) => ({
  resource: null,
  address,
  asn: null,
  place: null,
  ...rest,
});
const google = { connectionId: 'google', provider: 'google-cloud', site: 'eemshaven' } as const;
const noNames = new Map<string, string>();

describe('links that two providers tell of', () => {
  const ours = told('vpn-1', { key: '203.0.113.1', partOf: '', near: end('203.0.113.1'), far: end('34.1.1.1') });
  const whole = told('vpn-1', { form: 'vpn-connection', name: 'vpn-1' });
  const theirs = told('tunnel-1', { near: end(null), far: end('203.0.113.1') }, google);

  it('are one, which ends where the other one begins and stays a part of its connection', () => {
    const links = joinLinks([theirs, ours, whole], [], noNames);
    expect([...links.keys()].sort()).toEqual(['id-tunnel-1', 'id-vpn-1']);
    const tunnel = links.get('id-tunnel-1');
    expect(tunnel?.told.map(({ id }) => id)).toEqual(['id-tunnel-1', 'id-vpn-1~203.0.113.1']);
    expect(tunnel?.near).toMatchObject({ site: 'eemshaven', by: 'resource' });
    expect(tunnel?.far).toMatchObject({ site: 'dublin', by: 'twin' });
    expect(tunnel?.parent).toBe('id-vpn-1');
    expect(links.get('id-vpn-1')?.parts).toEqual(['id-tunnel-1']);
  });

  it('are two where more than one would fit, or one connection tells of both', () => {
    const other = told('tunnel-2', { near: end(null), far: end('203.0.113.1') }, { ...google, connectionId: 'other' });
    expect(findTwins([ours, told('vpn-9', { near: end('203.0.113.1'), far: end('9.9.9.9') }), theirs]).size).toBe(0);
    expect(findTwins([theirs, other]).size).toBe(0);
    expect(findTwins([ours, { ...theirs, resource: { ...theirs.resource, connectionId: 'aws' } }]).size).toBe(0);
  });

  it('are one by a name both give to the line', () => {
    const circuit = { form: 'circuit', sharedIds: ['LOOP-7'] } as const;
    const links = joinLinks([told('dx', circuit), told('ic', circuit, google)], [], noNames);
    expect([...links.values()].map(({ told: each }) => each.length)).toEqual([2]);
  });
});

describe('where a link ends', () => {
  it('is the site of what it ends at, else of the name its place is also called by, else not known', () => {
    const edge = resource('edge-munich', { site: 'munich' });
    const links = joinLinks(
      [
        told('a', { far: end(null, { resource: 'edge-munich' }) }),
        told('b', { far: end('198.51.100.7', { place: 'EqFR5' }) }),
        told('c', { far: end('198.51.100.8') }),
      ],
      [edge],
      new Map([['eqfr5', 'frankfurt']]),
    );
    expect([...links.values()].map(({ far }) => far)).toEqual([
      { site: 'munich', label: 'edge-munich', by: 'resource' },
      { site: 'frankfurt', label: 'EqFR5', by: 'name' },
      { site: null, label: '198.51.100.8', by: 'nothing' },
    ]);
  });
});

describe('a link that does not say where it ends', () => {
  it('ends where what it rides on does', () => {
    const circuit = told('dx', { form: 'circuit', far: end(null, { place: 'EqFR5' }) });
    const links = joinLinks([circuit, told('vif', { carriers: ['dx'] })], [], new Map([['eqfr5', 'frankfurt']]));
    expect(links.get('id-vif')?.far).toEqual({ site: 'frankfurt', label: 'EqFR5', by: 'carrier' });
    expect(links.get('id-dx')?.riders).toEqual(['id-vif']);
  });
});

describe('what stands in for a link', () => {
  const group = (state: LinkState, spare: LinkState) => {
    const links = joinLinks(
      [told('a', { redundancyGroup: 'g', state }), told('b', { redundancyGroup: 'g', state: spare }), told('c', {})],
      [],
      noNames,
    );
    const link = links.get('id-a');
    if (link === undefined) throw new Error('There is no link.');
    return judgeLink(link, (id) => links.get(id)?.told[0].facts.state ?? null);
  };

  it.each<[LinkState, LinkState, string | null, string | null]>([
    ['up', 'up', 'healthy', null],
    ['up', 'down', 'warning', 'spare-lost'],
    ['up', 'disabled', 'healthy', null],
    ['down', 'up', 'warning', 'spare-carries'],
    ['down', 'degraded', 'warning', 'spare-carries'],
    ['down', 'down', 'critical', 'down'],
    ['down', 'unknown', 'critical', 'down'],
    ['degraded', 'up', 'warning', 'degraded'],
    ['unknown', 'up', 'unknown', 'no-word'],
    ['provisioning', 'up', 'in-progress', 'being-made'],
    ['disabled', 'up', null, null],
  ])('%s beside %s is %s for %s', (state, spare, health, finding) =>
    expect(group(state, spare)).toEqual({ health, finding }),
  );

  it('is never healthy without a word that says up', () => {
    fc.assert(
      fc.property(fc.constantFrom(...linkStates), fc.constantFrom(...linkStates), (state, spare) => {
        if (group(state, spare).health === 'healthy') expect(state).toBe('up');
      }),
    );
  });
});

function sample(
  metric: LinkSample['metric'],
  value: number,
  attributes = {},
  rest: Partial<LinkSample> = {},
): LinkSample {
  const series = { resource: 'a', ...attributes };
  return {
    connectionId: 'aws',
    metric,
    definition: `the ${metric}`,
    attributes: series,
    at: minutesAgo(1),
    value,
    ...rest,
  };
}

describe('how a link stands', () => {
  const link = told('a', { state: 'up', meters: [{ resource: 'a', attributes: {} }] });
  const stateOf = (one: ToldLink, ...samples: LinkSample[]) => toStanding(one, samples).state;

  it('is the newer of what the inventory says and what was measured', () => {
    expect(stateOf(link, sample('link.state', 0))).toBe('down');
    expect(stateOf(link, sample('link.state', 0, {}, { at: minutesAgo(9) }))).toBe('up');
    expect(stateOf(link, sample('link.state', 1), sample('link.state', 0))).toBe('degraded');
    expect(stateOf(link, sample('link.state', 0.5))).toBe('degraded');
  });

  it('is not told by traffic, nor by what is too old', () => {
    const down = told('a', { state: 'down' });
    expect(stateOf(down, sample('link.io.rate', 9e6, { direction: 'receive' }))).toBe('down');
    expect(stateOf({ ...link, isExpired: true })).toBe('unknown');
    expect(stateOf({ ...link, isExpired: true }, sample('link.state', 1))).toBe('up');
  });

  it('is the worst that its tellers say', () => {
    const [up, down] = [toStanding(link, []), toStanding(told('b', { state: 'down' }), [])];
    expect(toWorstStanding([up, down]).state).toBe('down');
    expect(toWorstStanding([up, toStanding(told('b', { state: 'unknown' }), [])]).state).toBe('unknown');
  });
});

describe('what is known of a link', () => {
  const meters = [{ resource: 'a', attributes: {} }];
  function values(facts: Partial<LinkFacts>, ...samples: LinkSample[]) {
    const [link] = joinLinks([told('a', { meters, ...facts })], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    return toLinkValues(link, indexByMeter(samples));
  }
  const flow = (direction: string, value: number, rest = {}) => sample('link.io.rate', value, { direction, ...rest });

  it('is in bits a second, whatever was measured', () => {
    const known = values({ capacityBitsPerSecond: 10e9 }, flow('receive', 1e9), flow('transmit', 5e8));
    expect(known.receive).toMatchObject({ value: 8e9, basis: 'measured' });
    expect(known.transmit).toMatchObject({ value: 4e9, basis: 'measured' });
    expect(known.capacity).toMatchObject({ value: 10e9, basis: 'stated' });
    expect(known.utilization).toMatchObject({ value: 0.8, basis: 'derived' });
    expect(values({}, sample('link.capacity', 1.25e9)).capacity).toMatchObject({ value: 10e9, basis: 'measured' });
  });

  it('is unknown, never nought, where nothing tells it', () => {
    expect(Object.values(values({})).every((value) => value === null)).toBe(true);
    expect(values({ capacityBitsPerSecond: 1e9 }, flow('receive', 1e6)).utilization).toBeNull();
    expect(values({}, flow('receive', 0)).receive).toMatchObject({ value: 0, basis: 'measured' });
  });

  it('adds lanes and paths, takes the weakest light, and never mixes definitions', () => {
    const light = (value: number, lane: string) => sample('link.optical.power', value, { direction: 'receive', lane });
    const known = values(
      {},
      flow('receive', 1, { path: 'one' }),
      flow('receive', 2, { path: 'two' }),
      { ...flow('receive', 40), definition: 'another' },
      light(-2, '0'),
      light(-15, '1'),
      sample('link.reachability', 0.97),
    );
    expect(known.receive).toMatchObject({ value: 24, basis: 'derived' });
    expect(known.light).toMatchObject({ value: -15, basis: 'measured' });
    expect(known.loss?.value).toBeCloseTo(0.03);
    expect(known.loss?.basis).toBe('derived');
  });

  it('adds drops of every reason', () => {
    const drop = (reason: string, value: number) => ({
      ...sample('link.packet.drop.rate', value, { reason }),
      definition: `PacketDropCount${reason}`,
    });
    expect(values({}, drop('Blackhole', 2), drop('NoRoute', 3)).drops).toMatchObject({
      value: 5,
      basis: 'derived',
      definitions: ['PacketDropCountBlackhole', 'PacketDropCountNoRoute'],
    });
  });

  it('is seen from the near end, also when only the far end measures', () => {
    const own = told('a', { near: end('1.1.1.1'), far: end('2.2.2.2') });
    const other = told(
      'b',
      { near: end('2.2.2.2'), far: end('1.1.1.1'), meters: [{ resource: 'b', attributes: {} }] },
      google,
    );
    const [link] = joinLinks([own, other], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const measured = { ...flow('transmit', 5, { resource: 'b' }), connectionId: 'google' };
    const known = toLinkValues(link, indexByMeter([measured]));
    expect(known.receive).toMatchObject({ value: 40 });
    expect(known.transmit).toBeNull();
  });

  it('is of the series that its meters name alone', () => {
    const facts = { meters: [{ resource: 'a', attributes: { 'tunnel.address': '1.1.1.1' } }] };
    const tunnels = ['1.1.1.1', '2.2.2.2'].map((each, index) => flow('receive', index + 1, { 'tunnel.address': each }));
    expect(values(facts, ...tunnels).receive).toMatchObject({ value: 8 });
  });
});
