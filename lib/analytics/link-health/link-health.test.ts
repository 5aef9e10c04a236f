import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quality, Trouble } from '@/lib/domain/link/link-trouble';
import { advanceTroubles, type LinkNow } from './advance-troubles';
import { type Reading, toBaseline, toBaselineStretches, toMedian, withoutTroubles } from './baseline';
import { findTurns, isFlapping, type StateStretch } from './count-falls';
import { judgeQuality, toLimit } from './judge-quality';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 10, 24, 12, 2);

/** Readings of so many minutes up to a number of days before now. */
const readings = (daysAgo: number, minutes: number, value: number | ((atMs: number) => number)): Reading[] =>
  Array.from({ length: minutes / 5 }, (_, index) => {
    const atMs = now - daysAgo * dayMs - (index + 1) * 5 * minuteMs;
    return { atMs, value: typeof value === 'number' ? value : value(atMs) };
  });

describe('what is usual', () => {
  it('is that of this hour and weekday, else of this hour, else of the day before', () => {
    const weeks = [7, 14, 21].flatMap((days) => readings(days, 60, 2));
    const days = [1, 2, 3].flatMap((each) => readings(each, 60, 5));
    expect(toBaseline([...weeks, ...days], now)).toMatchObject({ median: 2, basis: 'weekday', readings: 36 });
    expect(toBaseline([...weeks.slice(0, 24), ...days], now)).toMatchObject({ median: 5, basis: 'hour' });
    expect(toBaseline(readings(0, 24 * 60 - 5, 9), now)).toMatchObject({ median: 9, basis: 'day' });
    expect(toBaseline(readings(0, 5 * 60, 9), now)).toBeNull();
    expect(toBaseline([], now)).toBeNull();
  });

  it('is not moved by one week that went wrong', () => {
    const weeks = [7, 14, 21, 28].flatMap((days) => readings(days, 60, days === 14 ? 900 : 2));
    expect(toBaseline(weeks, now)?.median).toBe(2);
  });

  it('is not what goes wrong every day at the same hour, and is what went on for longer', () => {
    const hour = (daysAgo: number, hours: number) => ({
      openedAt: new Date(now - daysAgo * dayMs - hours * hourMs),
      closedAt: new Date(now - daysAgo * dayMs + hours * hourMs),
    });
    const days = [1, 2, 3, 4].flatMap((each) => readings(each, 60, 9));
    const before = readings(0, 24 * 60 - 5, (atMs) => (atMs < now - 23 * hourMs ? 9 : 2));
    expect(toBaseline([...days, ...before], now)).toMatchObject({ median: 9, basis: 'hour' });
    const daily = [1, 2, 3, 4].map((each) => hour(each, 1));
    expect(toBaseline(withoutTroubles([...days, ...before], daily), now)).toMatchObject({ median: 2, basis: 'day' });
    const lasting = [hour(2, 60), { openedAt: new Date(now - 5 * dayMs), closedAt: null }];
    expect(withoutTroubles(days, lasting)).toEqual(days);
  });

  it('rests on nothing outside the stretches it is read by', () => {
    const stretches = toBaselineStretches(now);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 * 24 * 12 }), { maxLength: 400 }), (agos) => {
        const all = agos.map((ago) => ({ atMs: now - ago * 5 * minuteMs, value: ago % 7 }));
        const within = all.filter(({ atMs }) => stretches.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs));
        expect(toBaseline(within, now)).toEqual(toBaseline(all, now));
      }),
    );
  });

  it('has half of the values on each side', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const median = toMedian(values);
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
    expect(() => toMedian([])).toThrow(RangeError);
  });
});

describe('the quality of a link', () => {
  const usual = { median: 0.02, deviation: 0.0005, readings: 36, basis: 'weekday' as const };
  const late = (...values: number[]): Reading[] =>
    values.map((value, index) => ({
      atMs: now - (now % (5 * minuteMs)) - (values.length - index) * 5 * minuteMs,
      value,
    }));
  const verdict = (quality: Quality, values: number[], baseline = usual) =>
    judgeQuality(quality, late(...values), baseline, now).verdict;

  it('is worse when three stretches in a row are beyond what is usual, and usual when three are within', () => {
    expect(verdict('latency', [0.02, 0.03, 0.031, 0.03])).toBe('worse');
    expect(verdict('latency', [0.03, 0.02, 0.021, 0.02])).toBe('usual');
    expect(verdict('latency', [0.03, 0.02, 0.03])).toBe('unclear');
    expect(verdict('latency', [0.03, 0.03])).toBe('unclear');
    expect(verdict('light', [-9, -9, -9], { ...usual, median: -2.4 })).toBe('worse');
    expect(verdict('light', [-1, -1, -1], { ...usual, median: -2.4 })).toBe('usual');
  });

  it('is not worse for a change nobody would notice', () => {
    const still = { ...usual, deviation: 0 };
    expect(verdict('latency', [0.0235, 0.0235, 0.0235], still)).toBe('usual');
    expect(verdict('loss', [0.004, 0.004, 0.004], { ...still, median: 0 })).toBe('usual');
    expect(toLimit('loss', { ...still, median: 0 })).toBeCloseTo(0.005);
  });

  it('is not as usual while a part of it is not measured, and worse all the same', () => {
    const partial = (...values: number[]) =>
      judgeQuality(
        'latency',
        late(...values).map((reading, index) => ({ ...reading, isPartial: index === 1 })),
        usual,
        now,
      ).verdict;
    expect(partial(0.02, 0.02, 0.02)).toBe('unclear');
    expect(partial(0.03, 0.03, 0.03)).toBe('worse');
  });

  it('is not told by what is old', () => {
    const old = late(0.03, 0.03, 0.03).map(({ atMs, value }) => ({ atMs: atMs - hourMs, value }));
    expect(judgeQuality('latency', old, usual, now).verdict).toBe('unclear');
  });
});

describe('falls', () => {
  const course = (...states: (number | [number, number])[]): StateStretch[] =>
    states.map((state, index) => {
      const [min, max] = typeof state === 'number' ? [state, state] : state;
      return { atMs: index * 5 * minuteMs, min, max };
    });

  const fallsOf = (stretches: StateStretch[]) => findTurns(stretches).falls;

  it('are counted once each, also where a stretch saw both', () => {
    expect(fallsOf(course(1, 0, 0, 1, 0, 1))).toHaveLength(2);
    expect(fallsOf(course(1, [0, 1], 0, [0, 1], 1))).toHaveLength(1);
    // Down over the end of a stretch is one fall, and not another in the stretch in which it ends.
    expect(fallsOf(course(1, [0, 1], [0, 1], 1))).toHaveLength(1);
    expect(fallsOf(course(1, [0, 1], [0, 1], [0, 1]))).toHaveLength(2);
    expect(fallsOf(course(1, 1, 1))).toEqual([]);
    expect(fallsOf(course(0, 0))).toEqual([]);
  });

  it('are seen in the averages of a source that measures no finer', () => {
    // Down from the 2nd minute to the 7th, 14th to 20th, 27th to 32nd, 39th to 46th and 52nd to 58th.
    const averages = course(1, 0.4, 0.6, 0.8, 0, 1, 0.4, 0.6, 0.2, 0, 0.8, 0.4, 0.4 + 1e-9, 1);
    expect(fallsOf(averages)).toHaveLength(5);
    expect(findTurns(averages).rises).toHaveLength(5);
  });

  it('are told with what came after each', () => {
    expect(findTurns(course(0, 0, 1, 1, 0, 1))).toEqual({
      falls: [4 * 5 * minuteMs],
      rises: [2 * 5 * minuteMs, 5 * 5 * minuteMs],
    });
    expect(findTurns(course([0, 1], 1))).toEqual({ falls: [], rises: [] });
  });

  it('come in turn with returns, each later than the one before, in whatever order and however often they are told', () => {
    const level = fc.constantFrom(0, 1, 0.2, 0.5, 0.8);
    const told = fc.array(fc.record({ at: fc.nat(300), one: level, other: level }), { maxLength: 80 });
    fc.assert(
      fc.property(told, fc.nat(), (samples, seed) => {
        const unique = [...new Map(samples.map((sample) => [sample.at, sample])).values()];
        const stretches = unique.map(({ at, one, other }) => ({
          atMs: at * minuteMs,
          min: Math.min(one, other),
          max: Math.max(one, other),
        }));
        const { falls, rises } = findTurns(stretches);
        const shuffled = stretches.toSorted((a, b) => ((a.atMs * (seed + 7)) % 101) - ((b.atMs * (seed + 7)) % 101));
        expect(findTurns(shuffled)).toEqual({ falls, rises });
        const both = [...falls.map((at) => ({ at, up: false })), ...rises.map((at) => ({ at, up: true }))];
        const inOrder = both.toSorted((a, b) => a.at - b.at);
        inOrder.slice(1).forEach(({ at, up }, index) => {
          expect(up).toBe(!inOrder[index]?.up);
          expect(at).toBeGreaterThan(inOrder[index]?.at ?? Number.NaN);
        });
        const measured = new Set(stretches.map(({ atMs }) => atMs));
        for (const { at } of inOrder) expect(measured).toContain(at);
      }),
    );
  });

  it('are none of a connection whose one tunnel stays down', () => {
    expect(fallsOf(course(0.5, 0.5, 0.5, 0.5))).toEqual([]);
    expect(fallsOf(course(1, 0.5, 0.5, 0.5))).toHaveLength(1);
  });

  it('make a flap when there are three within an hour', () => {
    expect(isFlapping([now - 50 * minuteMs, now - 30 * minuteMs, now - minuteMs], now)).toBe(true);
    expect(isFlapping([now - 70 * minuteMs, now - 30 * minuteMs, now - minuteMs], now)).toBe(false);
  });
});

describe('troubles', () => {
  const at = (minute: number) => new Date(now + minute * minuteMs);
  const look = (minute: number, rest: Partial<LinkNow> = {}): LinkNow => ({
    at: at(minute),
    state: 'up',
    since: null,
    cause: null,
    falls: [],
    isFlapping: false,
    quality: { verdict: 'unclear' },
    hasLostSpares: null,
    sparesSince: null,
    hasNoSpares: false,
    isToldByOthers: false,
    ...rest,
  });
  /** All troubles after a course of looks. */
  function follow(looks: readonly LinkNow[]): Trouble[] {
    const ended: Trouble[] = [];
    let known: Trouble[] = [];
    for (const each of looks)
      for (const changed of advanceTroubles(known, each)) {
        const before = known.find(({ subject }) => subject === changed.subject);
        if (before?.closedAt && changed.openedAt > before.closedAt) ended.push(before);
        known = [...known.filter(({ subject }) => subject !== changed.subject), changed];
      }
    return [...ended, ...known];
  }

  it('of a link that is down is one, from its fall to its return', () => {
    const down = { state: 'down', since: at(-3), cause: 'IPSEC IS DOWN' } as const;
    expect(follow([look(0), look(1, down), look(2, down), look(9)])).toEqual([
      expect.objectContaining({ kind: 'down', openedAt: at(-3), closedAt: at(9), cause: 'IPSEC IS DOWN' }),
    ]);
  });

  it('is not ended by not knowing', () => {
    const troubles = follow([look(1, { state: 'down' }), look(5, { state: 'unknown' })]);
    expect(troubles).toEqual([expect.objectContaining({ closedAt: null })]);
  });

  it('of a link that flaps is one, however often it falls', () => {
    const falls = (count: number) => [0, 10, 20, 30].slice(0, count).map((minute) => at(minute).getTime());
    const looks = [
      look(1, { state: 'down', falls: falls(1) }),
      look(5, { falls: falls(1) }),
      look(11, { state: 'down', falls: falls(2) }),
      look(15, { falls: falls(2) }),
      look(21, { state: 'down', falls: falls(3), isFlapping: true }),
      look(25, { falls: falls(3), isFlapping: true }),
      look(31, { state: 'down', falls: falls(4), isFlapping: true }),
      look(75, { falls: [at(20).getTime(), at(30).getTime()] }),
      look(95),
    ];
    expect(follow(looks)).toEqual([
      expect.objectContaining({ kind: 'flapping', openedAt: at(0), closedAt: at(95), falls: 4 }),
    ]);
  });

  it('an hour after the last are others', () => {
    const looks = [look(0, { state: 'down' }), look(5), look(90, { state: 'down' }), look(95)];
    expect(follow(looks).map(({ openedAt }) => openedAt)).toEqual([at(0), at(90)]);
  });

  it('of its quality say what is worse, and end when all is as usual', () => {
    const sign = { quality: 'loss', seen: 0.04, usual: 0, limit: 0.005, basis: 'hour', since: at(-15) } as const;
    const worse = { quality: { verdict: 'worse', signs: [sign], judged: [], since: at(-15) } } as const;
    const looks = [
      look(0, worse),
      look(1),
      look(2, worse),
      look(30, { quality: { verdict: 'usual', judged: ['loss'], since: at(15) } }),
    ];
    expect(follow(looks)).toEqual([
      expect.objectContaining({ kind: 'degraded', openedAt: at(-15), closedAt: at(15), endedBy: 'recovered' }),
    ]);
    expect(follow(looks)[0]?.signs).toEqual([{ ...sign, worstAt: at(0), until: null }]);
  });

  it('of its quality keep every sign they ever had, each at its worst', () => {
    const sign = (quality: Quality, seen: number, since: number) =>
      ({ quality, seen, usual: 1, limit: 2, basis: 'hour', since: at(since) }) as const;
    const worse = (minute: number, signs: ReturnType<typeof sign>[], judged: Quality[] = []) =>
      look(minute, { quality: { verdict: 'worse', signs, judged, since: at(minute - 15) } });
    const usual = (minute: number, ...judged: Quality[]) =>
      look(minute, { quality: { verdict: 'usual', judged, since: at(minute - 15) } });
    const looks = [
      worse(0, [sign('loss', 3, -15)]),
      worse(5, [sign('loss', 9, -15), sign('light', -20, -10)]),
      // Light is worse when it is less; of loss nothing is known.
      worse(10, [sign('light', -25, -10)]),
      worse(15, [sign('latency', 4, 0), sign('light', -22, -10)], ['loss']),
    ];
    const kept = [
      { quality: 'loss', seen: 9, since: at(-15), worstAt: at(5), until: at(15) },
      { quality: 'light', seen: -25, since: at(-10), worstAt: at(10), until: null },
      { quality: 'latency', seen: 4, since: at(0), worstAt: at(15), until: null },
    ];
    expect(follow(looks)[0]?.signs).toMatchObject(kept);
    // What was as usual again need not be measured when the rest is too.
    expect(follow([...looks, usual(30, 'light', 'latency')])).toMatchObject([{ closedAt: at(15), signs: kept }]);
    expect(follow([...looks, usual(30, 'loss', 'latency')])).toMatchObject([{ closedAt: null }]);
    const again = worse(40, [sign('loss', 5, 30)]);
    expect(follow([...looks, again])[0]?.signs[0]).toMatchObject({ seen: 9, worstAt: at(5), until: null });
    // Nothing changed, nothing is written.
    const [trouble] = follow(looks);
    expect(advanceTroubles(trouble ? [trouble] : [], worse(16, [sign('latency', 4, 0)]))).toEqual([]);
  });

  it('end when the link is switched off, whatever they are of, and begin with none of its series', () => {
    const sign = { quality: 'loss', seen: 0.04, usual: 0, limit: 0.005, basis: 'hour', since: at(-15) } as const;
    const worse = { verdict: 'worse', signs: [sign], judged: [], since: at(-15) } as const;
    const off = look(9, {
      state: 'disabled',
      since: at(7),
      isFlapping: true,
      falls: [at(1).getTime()],
      quality: worse,
    });
    const bad = look(1, { state: 'down', since: at(0), quality: worse });
    const ended = { closedAt: at(7), endedBy: 'disabled' };
    expect(follow([bad, off])).toMatchObject([
      { kind: 'down', ...ended },
      { kind: 'degraded', ...ended },
    ]);
    expect(follow([look(1, { hasLostSpares: true }), off])).toMatchObject([{ kind: 'spares-lost', ...ended }]);
    expect(follow([off])).toEqual([]);
    // On again and down within the hour it is the same.
    expect(follow([bad, off, look(20, { state: 'down' })])).toMatchObject([
      { kind: 'degraded', ...ended },
      { kind: 'down', closedAt: null, endedBy: null, falls: 2 },
    ]);
  });

  it('of spares end, and not as if one were back, where none is named any more or the link fell itself', () => {
    const lost = look(1, { hasLostSpares: true });
    expect(follow([lost, look(5, { hasNoSpares: true })])).toMatchObject([{ endedBy: 'no-spares', closedAt: at(5) }]);
    const fell = look(5, { state: 'down', hasLostSpares: false, sparesSince: at(4) });
    expect(follow([lost, fell])).toMatchObject([
      { kind: 'down', closedAt: null },
      { endedBy: 'not-carrying', closedAt: at(4) },
    ]);
    expect(follow([lost, look(5, { state: 'unknown' })])).toMatchObject([{ closedAt: null }]);
  });

  it('begin and end no later than they were looked at, however far ahead a source’s clock is', () => {
    const looks = [look(1, { state: 'down', since: at(90) }), look(5, { since: at(91) })];
    expect(follow(looks)).toMatchObject([{ openedAt: at(1), closedAt: at(5) }]);
    expect(follow([look(1, { state: 'down', since: at(90) }), look(1, { since: at(91) })])).toMatchObject([
      { openedAt: at(1), closedAt: at(1) },
    ]);
  });

  it('of its quality go on while what was worse is no longer measured', () => {
    const sign = { quality: 'latency', seen: 0.4, usual: 0.08, limit: 0.1, basis: 'hour', since: at(-15) } as const;
    const worse = { quality: { verdict: 'worse', signs: [sign], judged: [], since: at(-15) } } as const;
    const others = look(30, { quality: { verdict: 'usual', judged: ['loss', 'drops'], since: at(15) } });
    expect(follow([look(0, worse), others])).toEqual([expect.objectContaining({ kind: 'degraded', closedAt: null })]);
  });

  it('of spares begin when all are lost and end when one is back', () => {
    const looks = [
      look(0, { hasLostSpares: false }),
      look(5, { hasLostSpares: true }),
      look(9, { hasLostSpares: false }),
    ];
    expect(follow(looks)).toEqual([expect.objectContaining({ kind: 'spares-lost', openedAt: at(5), closedAt: at(9) })]);
    const told = [
      look(5, { hasLostSpares: true, sparesSince: at(2) }),
      look(9, { hasLostSpares: false, sparesSince: at(7) }),
    ];
    expect(follow(told)).toMatchObject([{ openedAt: at(2), closedAt: at(7) }]);
  });

  it('of a part that fell with its whole are the whole’s, and its own once that is back', () => {
    const down = { state: 'down', since: at(1) } as const;
    const looks = [look(0), look(1, { ...down, isToldByOthers: true }), look(5, { ...down, isToldByOthers: true })];
    expect(follow(looks)).toEqual([]);
    expect(follow([...looks, look(9)])).toEqual([]);
    expect(follow([...looks, look(9, down)])).toMatchObject([{ kind: 'down', closedAt: null }]);
    const before = [look(1, down), look(5, { ...down, isToldByOthers: true }), look(9)];
    expect(follow(before)).toMatchObject([{ kind: 'down', openedAt: at(1), closedAt: at(9) }]);
  });

  it('change nothing when nothing changed', () => {
    const [trouble] = advanceTroubles([], look(0, { state: 'down' }));
    expect(trouble).toBeDefined();
    expect(advanceTroubles(trouble ? [trouble] : [], look(1, { state: 'down' }))).toEqual([]);
    expect(advanceTroubles([], look(0))).toEqual([]);
  });
});
