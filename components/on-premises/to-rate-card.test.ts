import { expect, test } from 'vitest';
import { findRateCardFaults, toDraft, toRateCard } from './to-rate-card';

const empty = { ...toDraft(null, '2026-11-22'), site: 'munich', currency: 'eur' };

test('what is left empty is not known, and what costs nothing is nought', () => {
  expect(findRateCardFaults(empty)).toEqual({});
  expect(toRateCard({ ...empty, staffPrice: '0' }, null)).toMatchObject({
    gpuModel: null,
    nodes: '*',
    validFrom: '2026-11-22',
    currency: 'EUR',
    purchase: null,
    powerPrice: null,
    staffPrice: '0',
    nodesPerRack: 1,
    basedOn: null,
  });
});

test('a purchase is told whole or not at all, and numbers are numbers', () => {
  const faults = findRateCardFaults({ ...empty, price: '300,00', pue: '0.9', nodesPerRack: '0', currency: 'E' });
  expect(Object.keys(faults).sort()).toEqual(['currency', 'months', 'nodesPerRack', 'on', 'price', 'pue', 'residual']);
  const whole = { ...empty, price: '300000', residual: '0', on: '2026-01-01', months: '48' };
  expect(findRateCardFaults(whole)).toEqual({});
  expect(toRateCard(whole, 2)).toMatchObject({
    purchase: { price: '300000', residual: '0', on: '2026-01-01', months: 48, retiredOn: null },
    basedOn: 2,
  });
});

test('numbers may be typed with separators and the sign of the currency', () => {
  const typed = { ...empty, price: '€300,000', residual: '0', on: '2026-01-01', months: '48', ratedWatts: '10 200' };
  expect(findRateCardFaults(typed)).toEqual({});
  expect(toRateCard(typed, null)).toMatchObject({ purchase: { price: '300000' }, ratedWatts: '10200' });
  expect(findRateCardFaults({ ...typed, ratedWatts: '€5', staffPrice: '12,5', pue: '-1' })).toEqual({
    ratedWatts: expect.stringContaining('Leave “€” out.'),
    staffPrice: expect.stringContaining('12.5'),
    pue: 'It is 1 or more.',
  });
});

test('a version is changed from what the newest says, from today on', () => {
  const version = {
    ...toRateCard(
      { ...empty, price: '5', residual: '1', on: '2026-01-01', months: '12', retiredOn: '2026-11-01' },
      null,
    ),
    version: 3,
    createdBy: 'ada',
    createdAt: '2026-11-01T00:00:00Z',
  };
  const draft = toDraft(version, '2026-11-23');
  expect(draft).toMatchObject({ price: '5', retiredOn: '2026-11-01', validFrom: '2026-11-23', note: '' });
  expect(toRateCard(draft, 3).purchase).toEqual(version.purchase);
  expect([toRateCard(draft, 3).withdrawn, toRateCard({ ...draft, withdrawn: true }, 3).withdrawn]).toEqual([
    false,
    true,
  ]);
  // A card that was withdrawn comes back by its next version.
  expect(toDraft({ ...version, withdrawn: true }, '2026-11-23').withdrawn).toBe(false);
});
