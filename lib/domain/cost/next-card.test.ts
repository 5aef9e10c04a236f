import { expect, test } from 'vitest';
import { toNextVersion } from './next-card';
import type { RateCard } from './rate-card';

const unit = 10n ** 24n;
const card = (version: number, validFrom: string, parts: Partial<RateCard> = {}): RateCard => ({
  site: 'munich',
  gpuModel: 'NVIDIA H100',
  nodes: '*',
  version,
  validFrom,
  withdrawn: false,
  currency: 'EUR',
  purchase: null,
  powerPrice: null,
  pue: unit,
  ratedWatts: null,
  hostWatts: null,
  rackPrice: null,
  nodesPerRack: 1,
  staffPrice: null,
  overheadPrice: null,
  ...parts,
});
const dollars = (validFrom: string) => card(1, validFrom, { currency: 'USD' });

test('a draft is the version after the last of its card, and the first of a card of its own', () => {
  const told = [card(1, '2026-01-01'), card(1, '2026-01-01', { nodes: 'hall-*' }), card(2, '2026-03-01')];
  expect(toNextVersion(told, card(1, '2026-02-01'))).toMatchObject({ last: { version: 2 }, card: { version: 3 } });
  expect(toNextVersion(told, card(1, '2026-02-01', { site: 'oslo', currency: 'NOK' }))).toMatchObject({
    last: null,
    card: { version: 1 },
  });
});

test('a card changes its currency from a day on which it is withdrawn, and on no other', () => {
  const inForce = [card(1, '2026-01-01')];
  for (const day of ['2025-06-01', '2026-01-01', '2026-05-01'])
    expect(() => toNextVersion(inForce, dollars(day))).toThrow(/Withdraw it first/);
  const withdrawn = [...inForce, card(2, '2026-03-01', { withdrawn: true })];
  expect(() => toNextVersion(withdrawn, dollars('2026-02-28'))).toThrow(/EUR from 2026-01-01/);
  for (const day of ['2026-03-01', '2026-05-01'])
    expect(toNextVersion(withdrawn, dollars(day)).card).toMatchObject({ version: 3, currency: 'USD' });
  const changed = [...withdrawn, { ...dollars('2026-03-01'), version: 3 }];
  expect(() => toNextVersion(changed, card(1, '2026-04-01'))).toThrow(/USD from 2026-03-01/);
  // A version of the time before may be put right, as long as it ends in the currency in which that time ended.
  const gap = [...withdrawn, { ...dollars('2026-04-01'), version: 3 }];
  expect(toNextVersion(gap, card(1, '2026-02-01')).card.version).toBe(4);
});
