import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareLink, type LinkFacts, type LinkState, linkStates } from '@/lib/domain/link/link-facts';
import { findTwins, joinLinks, type Link } from './join-links';
import { judgeLink, toStanding, toWorstStanding, withParts } from './link-standing';
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

describe('a peering that one connection reads at both of its ends', () => {
  const ashburn = resource('tgw-ashburn', { site: 'ashburn' });
  const columbus = resource('tgw-columbus', { site: 'columbus' });
  const half = (nativeId: string, from: LinkedResource, to: LinkedResource, rest: Partial<LinkFacts> = {}) => {
    const ends = { near: end(null, { resource: from.nativeId }), far: end(null, { resource: to.nativeId }) };
    return told(nativeId, { form: 'network-peering', ...ends, ...rest }, { site: from.site });
  };
  const there = half('peering-there', ashburn, columbus);
  const back = half('peering-back', columbus, ashburn);
  const join = (...halves: ToldLink[]) => [...joinLinks(halves, [ashburn, columbus], noNames).values()];

  it('is one link, told by both', () => {
    const [peering, ...others] = join(there, back);
    expect(others).toEqual([]);
    expect(peering?.told.map(({ id }) => id)).toEqual(['id-peering-back', 'id-peering-there']);
    expect([peering?.near.site, peering?.far.site]).toEqual(['columbus', 'ashburn']);
  });

  it('is as bad as the worse of them, and stands in for nothing', () => {
    const [peering] = join(there, half('peering-back', columbus, ashburn, { state: 'down' }));
    expect(peering?.spares).toEqual([]);
    expect(peering?.told.map(({ facts }) => facts.state).sort()).toEqual(['down', 'up']);
  });

  it('is told by its name where several lie between the same two, and else stays apart', () => {
    const [a, b] = [{ sharedIds: ['a'] }, { sharedIds: ['b'] }];
    const named = [
      half('a1', ashburn, columbus, a),
      half('b1', ashburn, columbus, b),
      half('a2', columbus, ashburn, a),
      half('b2', columbus, ashburn, b),
    ];
    expect(join(...named).map((link) => link.told.map(({ id }) => id))).toEqual([
      ['id-a1', 'id-a2'],
      ['id-b1', 'id-b2'],
    ]);
    expect(join(there, half('second', ashburn, columbus), back)).toHaveLength(3);
  });

  it('is not one with the like of another form, or of another way', () => {
    expect(join(there, half('vpn', columbus, ashburn, { form: 'vpn-connection' }))).toHaveLength(2);
    expect(join(there, half('same-way', ashburn, columbus))).toHaveLength(2);
    expect(join(half('loop', ashburn, ashburn))).toHaveLength(1);
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

it('rides on what is not known where nobody tells of it', () => {
  const links = joinLinks([told('vif', { carriers: ['dx-of-another'] }), told('dx', { carriers: [] })], [], noNames);
  expect([links.get('id-vif')?.carriers, links.get('id-dx')?.carriers]).toEqual([null, []]);
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

  const silent = (attributes = {}) => ({ ...sample('link.state', 1, attributes) });

  it('is unknown while what it hangs on is no longer measured, and what it is whatever that is otherwise', () => {
    const standing = (values: number[], lost: number, one = link) =>
      toStanding(
        one,
        values.map((value, index) => sample('link.state', value, { lane: `${index}` })),
        Array.from({ length: lost }, (_, index) => silent({ lane: `lost ${index}` })),
      );
    expect(standing([1, 1], 1)).toMatchObject({ state: 'unknown', reason: 'Of 1 of 3 parts nothing is heard.' });
    expect(standing([0], 1).state).toBe('unknown');
    expect(standing([1, 0], 1)).toMatchObject({ state: 'degraded', definition: 'the link.state' });
    expect(standing([], 2).state).toBe('up');
    expect(standing([1], 1, { ...link, facts: { ...link.facts, state: 'disabled' } }).state).toBe('disabled');
    const newer = { ...link, readAt: at };
    expect(standing([1], 1, newer).state).toBe('up');
  });

  it('is never surer than the same with what is lost measured either way', () => {
    const lane = fc.constantFrom(0, 0.5, 1);
    fc.assert(
      fc.property(fc.array(lane, { minLength: 1, maxLength: 4 }), fc.array(lane, { maxLength: 3 }), (seen, lost) => {
        const known = stateOf(link, ...[...seen, ...lost].map((value) => sample('link.state', value)));
        const told = toStanding(
          link,
          seen.map((value) => sample('link.state', value)),
          lost.map(() => silent()),
        ).state;
        expect([known, 'unknown']).toContain(told);
      }),
    );
  });

  it('of a whole is no longer up while nothing is heard of one of its parts', () => {
    const own = toStanding(link, []);
    const part = (state: LinkState) => ({ name: `the ${state} one`, state });
    const parts = (...states: LinkState[]) => withParts(own, states.map(part));
    expect(parts('up', 'up')).toBe(own);
    expect(parts('up', 'disabled')).toBe(own);
    expect(parts('up', 'unknown')).toMatchObject({ state: 'unknown', reason: 'Of the unknown one nothing is heard.' });
    expect(parts('down', 'unknown', 'up')).toMatchObject({ state: 'degraded' });
    const down = toStanding(told('b', { state: 'down' }), []);
    expect(withParts(down, [part('unknown'), part('down')])).toBe(down);
  });

  it('is the worst that its tellers say', () => {
    const [up, down] = [toStanding(link, []), toStanding(told('b', { state: 'down' }), [])];
    expect(toWorstStanding([up, down]).state).toBe('down');
    expect(toWorstStanding([up, toStanding(told('b', { state: 'unknown' }), [])]).state).toBe('unknown');
  });
});

const valuesOf = (link: Link, seen: LinkSample[], lost: LinkSample[] = [], partsOf: () => ToldLink[] = () => []) =>
  toLinkValues(link, { samplesOf: indexByMeter(seen), silentOf: indexByMeter(lost), partsOf });

describe('what is known of a link', () => {
  const meters = [{ resource: 'a', attributes: {} }];
  function values(facts: Partial<LinkFacts>, ...samples: LinkSample[]) {
    const [link] = joinLinks([told('a', { meters, ...facts })], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    return valuesOf(link, samples);
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

  it('is a bound, and says so, while a lane, path or session of it is no longer measured', () => {
    const path = (name: string, direction: string, value: number) => flow(direction, value, { path: name });
    const light = (value: number, lane: string) => sample('link.optical.power', value, { direction: 'receive', lane });
    const [link] = joinLinks([told('a', { meters, capacityBitsPerSecond: 80 })], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const both = [
      path('two', 'receive', 9),
      path('two', 'transmit', 9),
      light(-2, '1'),
      sample('link.latency', 1, { path: 'two' }),
    ];
    const lost = [
      ...both,
      sample('link.bgp.state', 1, { peer: 'two' }),
      sample('link.bgp.prefixes', 3, { direction: 'accepted', peer: 'two' }),
    ];
    const seen = [
      path('one', 'receive', 4),
      path('one', 'transmit', 2),
      light(-3, '0'),
      sample('link.latency', 0.2, { path: 'one' }),
      sample('link.bgp.state', 1, { peer: 'one' }),
      sample('link.bgp.prefixes', 7, { direction: 'accepted', peer: 'one' }),
      sample('link.errors', 0),
    ];
    const known = valuesOf(link, seen, lost);
    expect(known.receive).toMatchObject({ value: 32, bound: 'least' });
    expect(known.transmit).toMatchObject({ value: 16, bound: 'least' });
    expect(known.utilization).toMatchObject({ value: 0.4, bound: 'least' });
    expect(known.light).toMatchObject({ value: -3, bound: 'most' });
    expect(known.latency).toMatchObject({ value: 0.2, bound: 'least' });
    expect(known.bgp).toMatchObject({ value: 0.5, bound: 'least' });
    expect(known.prefixes).toMatchObject({ value: 7, bound: 'least' });
    expect(known.errors).toMatchObject({ value: 0, bound: 'exact' });
    expect(known.capacity).toMatchObject({ bound: 'exact' });
    const otherwise = valuesOf(
      link,
      seen,
      lost.map((one) => ({ ...one, definition: 'x' })),
    );
    expect(otherwise.receive).toMatchObject({ bound: 'exact' });
  });

  it('is a bound while one of the parts that its inventory lists was never measured', () => {
    const [link] = joinLinks([told('a', { form: 'vpn-connection', meters })], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const part = (address: string, state: LinkState = 'up') => {
      const own = [{ resource: 'a', attributes: { 'tunnel.address': address } }];
      return told('a', { key: address, partOf: '', state, meters: own });
    };
    const seen = [flow('receive', 1, { 'tunnel.address': '1.1.1.1' })];
    const bound = (...parts: ToldLink[]) => valuesOf(link, seen, [], () => parts).receive?.bound;
    expect(bound(part('1.1.1.1'), part('2.2.2.2'))).toBe('least');
    expect(bound(part('1.1.1.1'), part('2.2.2.2', 'disabled'))).toBe('exact');
    expect(bound(part('1.1.1.1'))).toBe('exact');
    // What is measured of the whole does not hang on its parts.
    expect(bound(part('3.3.3.3'), part('2.2.2.2'))).toBe('exact');
    expect(valuesOf(link, [], [], () => [part('1.1.1.1')]).receive).toBeNull();
  });

  it('is at least what it is said to be, whatever is no longer measured', () => {
    const rate = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 1, maxLength: 5 }),
        fc.array(rate, { minLength: 1, maxLength: 5 }),
        (seen, lost) => {
          const [link] = joinLinks([told('a', { meters })], [], noNames).values();
          if (link === undefined) throw new Error('There is no link.');
          const flows = (values: number[], name: string) =>
            values.map((value, index) => flow('receive', value, { path: `${name} ${index}` }));
          const all = valuesOf(link, [...flows(seen, 'seen'), ...flows(lost, 'lost')]).receive;
          const known = valuesOf(link, flows(seen, 'seen'), flows(lost, 'lost')).receive;
          expect(known?.bound).toBe('least');
          expect(known?.value).toBeLessThanOrEqual(Number(all?.value) * (1 + 1e-9));
        },
      ),
    );
  });

  it('is taken from the end of which all is measured', () => {
    const own = told('a', { near: end('1.1.1.1'), far: end('2.2.2.2'), meters });
    const facts = { near: end('2.2.2.2'), far: end('1.1.1.1'), meters: [{ resource: 'b', attributes: {} }] };
    const [link] = joinLinks([own, told('b', facts, google)], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const measured = [
      flow('receive', 1, { path: 'one' }),
      { ...flow('transmit', 5, { resource: 'b' }), connectionId: 'google' },
    ];
    const known = valuesOf(link, measured, [flow('receive', 1, { path: 'two' })]);
    expect(known.receive).toMatchObject({ value: 40, bound: 'exact', connectionId: 'google' });
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

  it('lacks no reason of drops while another of the same count is told', () => {
    const drop = (attributes: Record<string, string>) => sample('link.packet.drop.rate', 3, attributes);
    const [link] = joinLinks([told('a', { meters })], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const lost = [drop({ direction: 'receive', reason: 'EXCEEDS_MTU' })];
    const bound = (direction: string) => valuesOf(link, [drop({ direction, reason: 'THROTTLE' })], lost).drops?.bound;
    expect([bound('receive'), bound('transmit')]).toEqual(['exact', 'least']);
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
    const known = valuesOf(link, [measured]);
    expect(known.receive).toMatchObject({ value: 40 });
    expect(known.transmit).toBeNull();
  });

  it('is the near end’s where both ends of one source measure it, and turned where only the far one does', () => {
    const facts = { near: end(null, { place: 'ashburn' }), far: end(null, { place: 'munich' }), meters };
    const [link] = joinLinks([told('a', facts)], [], noNames).values();
    if (link === undefined) throw new Error('There is no link.');
    const near = [flow('receive', 1, { source: 'ashburn' }), flow('transmit', 2, { source: 'ashburn' })];
    const far = [flow('receive', 2, { source: 'munich' }), flow('transmit', 1, { source: 'munich' })];
    for (const samples of [near, far, [...far, ...near]]) {
      const known = valuesOf(link, samples);
      expect([known.receive?.value, known.transmit?.value]).toEqual([8, 16]);
    }
  });

  it('is of the series that its meters name alone', () => {
    const facts = { meters: [{ resource: 'a', attributes: { 'tunnel.address': '1.1.1.1' } }] };
    const tunnels = ['1.1.1.1', '2.2.2.2'].map((each, index) => flow('receive', index + 1, { 'tunnel.address': each }));
    expect(values(facts, ...tunnels).receive).toMatchObject({ value: 8 });
  });
});
