import { expect, it } from 'vitest';
import type { LinkNow } from './advance-troubles';
import { type Look, tellOnce } from './tell-once';

const at = new Date('2026-11-22T12:00:00Z');
const well: LinkNow = {
  at,
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
};
const look = (id: string, now: Partial<LinkNow>, rest: Partial<Look> = {}): Look => ({
  id,
  name: id,
  parent: null,
  parts: [],
  carriers: [],
  now: { ...well, ...now },
  ...rest,
});
const pair = (whole: Partial<LinkNow>, one: Partial<LinkNow>, two: Partial<LinkNow>) =>
  tellOnce([
    look('whole', whole, { parts: ['one', 'two'] }),
    look('one', one, { parent: 'whole' }),
    look('two', two, { parent: 'whole' }),
  ]);

it('lets the whole tell what befell all of its parts, and name them', () => {
  const down = { state: 'down', cause: 'IPSEC IS DOWN' } as const;
  const [whole, one, two] = pair({ state: 'down' }, down, { state: 'down' });
  expect(whole).toMatchObject({ cause: 'one: IPSEC IS DOWN; two', isToldByOthers: false });
  expect([one?.isToldByOthers, two?.isToldByOthers]).toEqual([true, true]);
  expect(pair({ state: 'down', cause: 'Cut' }, down, down)[0]?.cause).toBe('Cut');
  expect(pair({ isFlapping: true }, {}, {})[1]?.isToldByOthers).toBe(true);
});

it('lets a part tell what befell it alone', () => {
  const [whole, one] = pair({ state: 'degraded' }, { state: 'down', cause: 'IPSEC IS DOWN' }, {});
  expect(whole).toMatchObject({ cause: null });
  expect(one).toMatchObject({ isToldByOthers: false, cause: 'IPSEC IS DOWN' });
});

it('leaves to a part what it is worse in', () => {
  const sign = (quality: 'light' | 'loss') =>
    ({ quality, seen: 1, usual: 0, limit: 0.5, basis: 'hour', since: at }) as const;
  const worse = (...signs: ('light' | 'loss')[]) =>
    ({ quality: { verdict: 'worse', signs: signs.map(sign), judged: [], since: at } }) as const;
  expect(pair(worse('light'), worse('light'), {})[0]?.quality).toEqual({ verdict: 'unclear' });
  expect(pair(worse('light', 'loss'), worse('light'), {})[0]?.quality).toMatchObject({ signs: [sign('loss')] });
  expect(pair(worse('light'), {}, {})[0]?.quality).toMatchObject({ verdict: 'worse' });
});

it('lets a line tell what befell all that rides on it', () => {
  const down = { state: 'down' } as const;
  const ride = (one: Partial<LinkNow>, other: Partial<LinkNow>, carriers: string[]) =>
    tellOnce([look('one', one), look('other', other), look('rider', down, { carriers })])[2]?.isToldByOthers;
  expect(ride(down, {}, ['one'])).toBe(true);
  expect(ride({ isFlapping: true }, {}, ['one'])).toBe(true);
  expect(ride(down, {}, ['one', 'other'])).toBe(false);
  expect(ride(down, down, ['one', 'other'])).toBe(true);
  expect(ride(down, {}, ['one', 'unknown'])).toBe(false);
  expect(ride(down, down, [])).toBe(false);
});

it('takes a part of what is switched off as switched off with it', () => {
  const [, one, two] = pair({ state: 'disabled', since: at }, { state: 'down' }, { state: 'unknown' });
  expect([one, two]).toMatchObject([
    { state: 'disabled', since: at },
    { state: 'disabled', since: at },
  ]);
});
