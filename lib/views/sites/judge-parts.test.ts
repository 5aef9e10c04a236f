import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import type { KindTally } from '@/lib/domain/site/kind-health';
import { healthPrecedence } from '@/lib/domain/status';
import { Counter } from '@/lib/views/overview/counter';
import type { SiteSum } from '@/lib/views/overview/sum-inventory';
import { judgeParts, judgeWhole, type SiteFacts } from './judge-parts';
import type { SiteGpus } from './sum-site-gpus';
import type { SiteLinks } from './sum-site-links';
import { toStanding } from './to-standing';

const empty: KindTally = { present: 0, failed: 0, degraded: 0, unknown: 0 };
const kinds = ['kubernetes-cluster', 'compute-instance', 'file-system', 'network', 'pod'] as const;

function source(rest: Partial<Source> = {}): Source {
  return {
    connectionId: 'a',
    connectionName: 'clouds',
    provider: 'aws',
    capability: 'inventory',
    freshness: 'fresh',
    paused: false,
    simulated: false,
    lastReadAt: '2026-11-01T12:00:00.000Z',
    lastCompleteAt: null,
    nextDueAt: null,
    intervalMs: 300_000,
    gaps: [],
    ...rest,
  };
}

function row(tallies: Partial<Record<(typeof kinds)[number], Partial<KindTally>>>, expired = 0): SiteSum {
  const listed = new Counter<string>();
  const expiredKinds = new Counter<string>();
  const own = new Map<string, KindTally>();
  for (const [kind, tally] of Object.entries(tallies)) {
    const whole = { ...empty, ...tally };
    if (whole.present > 0) {
      own.set(kind, whole);
      listed.add(kind, whole.present);
    }
  }
  if (expired > 0) {
    listed.add('compute-instance', expired);
    expiredKinds.add('compute-instance', expired);
  }
  return {
    site: 'oslo',
    provider: 'aws',
    resources: listed.total(),
    accelerators: 0,
    leavesAcceleratorsOpen: false,
    kinds: own,
    listed,
    expired,
    expiredKinds,
    places: new Map([['a', { connectionId: 'a', account: '1', region: 'r', resources: listed.total() }]]),
  };
}

const figure = { value: 0, unknown: 0 };
const gpus = (tally: Partial<KindTally> = {}, uncounted = 0): SiteGpus => ({
  nodes: [],
  sum: {
    total: figure,
    allocated: figure,
    active: figure,
    health: { healthy: 0, degraded: 0, failed: 0, unknown: 0 },
  },
  tally: { ...empty, ...tally },
  unknownWhys: [],
  uncounted,
  connections: new Set(),
});
const links = (tally: Partial<KindTally> = {}, rest: Partial<SiteLinks> = {}): SiteLinks => ({
  links: [],
  tally: { ...empty, ...tally },
  downWithSpare: 0,
  lostSpares: 0,
  disabled: 0,
  ...rest,
});
const facts = (parts: Partial<SiteFacts> = {}): SiteFacts => ({
  rows: [row({ 'kubernetes-cluster': { present: 1 } })],
  sources: [source()],
  gpus: gpus(),
  links: links(),
  ...parts,
});
const partOf = (given: SiteFacts, part: string) => judgeParts(given).find((one) => one.part === part);
const rank = (given: SiteFacts) => healthPrecedence.indexOf(judgeWhole(judgeParts(given)));

describe('the parts of a site', () => {
  it('say of links what stands in for them', () => {
    const told = partOf(
      facts({ links: links({ present: 9, failed: 1, degraded: 3, unknown: 1 }, { downWithSpare: 1, lostSpares: 1 }) }),
      'data-plane',
    );
    expect(told).toMatchObject({
      status: 'warning',
      findings: [
        {
          status: 'warning',
          reason:
            '1 of 9 links down, and nothing stands in, 1 down while a spare carries, 1 without a spare left, 1 degraded, 1 in no known state',
        },
      ],
    });
    expect(partOf(facts({ links: links({ present: 2, failed: 1 }) }), 'data-plane')?.status).toBe('critical');
    expect(partOf(facts({ links: links({ present: 2, unknown: 1 }) }), 'data-plane')?.status).toBe('unknown');
  });

  it('are critical where a quarter of the GPUs failed, and unknown where it could be', () => {
    const of = (tally: Partial<KindTally>, uncounted = 0) => partOf(facts({ gpus: gpus(tally, uncounted) }), 'gpus');
    expect(of({ present: 40, failed: 9 })?.status).toBe('warning');
    expect(of({ present: 40, failed: 10 })?.status).toBe('critical');
    expect(of({ present: 40, failed: 9, unknown: 1 })?.status).toBe('unknown');
    expect(of({ present: 40 })).toMatchObject({ status: 'healthy', basis: 'measured', findings: [] });
    expect(of({ present: 40 }, 2)).toMatchObject({ findings: [{ reason: 'GPUs of 2 machines are not counted' }] });
    expect(of({}, 1)).toMatchObject({ presence: 'present', status: 'unknown' });
  });

  it('say why GPUs are in no known state', () => {
    const says = (...unknownWhys: SiteGpus['unknownWhys']) =>
      partOf(facts({ gpus: { ...gpus({ present: 40, unknown: 40 }), unknownWhys } }), 'gpus')?.findings;
    const told = '40 of 40 GPUs in no known state';
    const untold = 'what is measured does not tell whether they are well';
    expect(says({ why: 'untold', count: 40 })).toEqual([{ status: 'unknown', reason: `${told} (${untold})` }]);
    const both = says({ why: 'unmeasured', count: 30 }, { why: 'untold', count: 10 });
    const reason = `${told} (of 30 nothing is measured now; of 10 ${untold})`;
    expect(both).toEqual([{ status: 'unknown', reason }]);
  });

  it('are not there only where every listing that could tell ended', () => {
    const gap = { fault: 'rate-limited' as const, message: 'x', account: '1', region: 'r', subject: 'bucket' };
    const storage = (given: Partial<Source>) => partOf(facts({ sources: [source(given)] }), 'storage');
    expect(storage({})).toMatchObject({ presence: 'none', status: null, counts: false });
    expect(storage({ gaps: [{ ...gap, region: 'other' }] })).toMatchObject({ presence: 'none' });
    expect(storage({ gaps: [{ ...gap, subject: 'pod' }] })).toMatchObject({ presence: 'none' });
    expect(storage({ freshness: 'expired' })).toMatchObject({ presence: 'untold', status: 'unknown', counts: true });
    expect(storage({ provider: 'slurm' })).toMatchObject({ presence: 'untold', status: 'unknown', counts: false });
  });

  it('are healthy only where every source is fresh', () => {
    const of = (given: Partial<Source>) => judgeWhole(judgeParts(facts({ sources: [source(given)] })));
    expect(of({})).toBe('healthy');
    expect(of({ freshness: 'stale' })).toBe('warning');
    expect([of({ freshness: 'expired' }), of({ freshness: 'never' })]).toEqual(['unknown', 'unknown']);
    const metrics = (freshness: Source['freshness']) =>
      judgeWhole(judgeParts(facts({ sources: [source(), source({ capability: 'metrics', freshness })] })));
    expect([metrics('fresh'), metrics('stale'), metrics('expired')]).toEqual(['healthy', 'warning', 'unknown']);
    expect(judgeWhole(judgeParts(facts({ rows: [], sources: [] })))).toBe('unknown');
  });
});

const tally = fc
  .record({ failed: fc.nat(9), degraded: fc.nat(9), unknown: fc.nat(9), sound: fc.nat(30) })
  .map(({ sound, ...wrong }) => ({ ...wrong, present: sound + wrong.failed + wrong.degraded + wrong.unknown }));
const freshness = fc.constantFrom<Source['freshness']>('fresh', 'stale', 'expired', 'never');
const anySource = fc
  .record({ freshness, capability: fc.constantFrom('inventory' as const, 'metrics' as const), gap: fc.boolean() })
  .map(({ gap, ...rest }) =>
    source({ ...rest, gaps: gap ? [{ fault: 'rate-limited', message: 'x', subject: 'network' }] : [] }),
  );
const anyFacts = fc
  .record({
    tallies: fc.record(Object.fromEntries(kinds.map((kind) => [kind, tally])), { requiredKeys: [] }),
    expired: fc.nat(3),
    sources: fc.array(anySource, { minLength: 1, maxLength: 3 }),
    gpus: tally,
    links: tally,
  })
  .map(({ tallies, expired, sources, ...rest }) =>
    facts({ rows: [row(tallies, expired)], sources, gpus: gpus(rest.gpus), links: links(rest.links) }),
  );

describe('whatever is told of a site', () => {
  it('a source that is not fresh makes it no healthier', () => {
    fc.assert(
      fc.property(anyFacts, anySource, (given, more) => {
        const unknown = { ...more, freshness: more.freshness === 'fresh' ? ('expired' as const) : more.freshness };
        const after = { ...given, sources: [...given.sources, unknown] };
        expect(rank(after)).toBeLessThanOrEqual(rank(given));
        expect(judgeWhole(judgeParts(after))).not.toBe('healthy');
      }),
    );
  });

  it('one more that failed, or that nobody can tell of, makes it no healthier', () => {
    const worse = (one: KindTally, key: 'failed' | 'unknown') => ({
      ...one,
      present: one.present + 1,
      [key]: one[key] + 1,
    });
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('failed' as const, 'unknown' as const), (given, key) => {
        const isWorse = (after: SiteFacts) =>
          key === 'failed' ? rank(after) <= rank(given) : judgeWhole(judgeParts(after)) !== 'healthy';
        expect(isWorse({ ...given, gpus: gpus(worse(given.gpus.tally, key)) })).toBe(true);
        expect(isWorse({ ...given, links: links(worse(given.links.tally, key)) })).toBe(true);
      }),
    );
  });

  it('no part that is unknown is told as measured or derived, and what is not healthy says why', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const parts = judgeParts(given);
        for (const { status, basis, findings, presence } of parts) {
          if (status === 'unknown') expect(basis).toBe('unknown');
          if (presence === 'none') expect(status).toBeNull();
          if (status !== null && status !== 'healthy') expect(findings[0]?.status).toBe(status);
        }
        const standing = toStanding('oslo', given, { described: undefined, gaps: [], parts });
        expect(standing.reasons.length === 0).toBe(standing.status === 'healthy');
        const isOpen = given.sources.some(({ freshness: age }) => age === 'expired' || age === 'never');
        if (isOpen && given.sources.every(({ capability }) => capability === 'inventory'))
          expect(standing.resources.atLeast).toBe(true);
      }),
    );
  });
});
