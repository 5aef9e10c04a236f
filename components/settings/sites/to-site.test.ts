import { expect, test } from 'vitest';
import { findSiteFaults, toSite, toSiteDraft } from './to-site';

const munich = {
  name: 'munich',
  title: 'Munich',
  country: 'DE',
  latitude: 48.14,
  longitude: 11.58,
  aliases: ['Munich-Hall', 'kubernetes/hall'],
};

test('what is there survives being edited', () => {
  const { name: _, ...site } = munich;
  expect(toSite(toSiteDraft(munich))).toEqual(site);
  expect(findSiteFaults(toSiteDraft(munich))).toEqual({});
});

test('every field says what is wrong with it', () => {
  expect(findSiteFaults(toSiteDraft(null))).toEqual({ name: expect.any(String), title: expect.any(String) });
  const draft = { ...toSiteDraft(munich), country: 'Germany', latitude: 'north', longitude: '181' };
  expect(Object.keys(findSiteFaults(draft)).sort()).toEqual(['country', 'latitude', 'longitude']);
  expect(findSiteFaults({ ...toSiteDraft(munich), longitude: '' })).toEqual({
    longitude: 'Enter the longitude too, or no latitude.',
  });
});

test('a position left open is not known, not zero', () => {
  expect(toSite({ ...toSiteDraft(munich), latitude: '', longitude: ' ' })).toMatchObject({
    latitude: null,
    longitude: null,
  });
});
