import { expect, it } from 'vitest';
import { isOtherReason } from './drop-reasons';

const series = (attributes: Record<string, string>, definition = 'dropped') => ({
  connectionId: 'google',
  definition,
  attributes: { resource: 'tunnel', direction: 'receive', ...attributes },
});

it('is another reason of the same count alone', () => {
  const one = series({ reason: 'EXCEEDS_MTU' });
  expect(isOtherReason(one, series({ reason: 'THROTTLE' }))).toBe(true);
  expect(isOtherReason(one, series({}))).toBe(true);
  expect(isOtherReason(one, series({ reason: 'THROTTLE', direction: 'transmit' }))).toBe(false);
  expect(isOtherReason(one, series({ reason: 'THROTTLE', resource: 'another' }))).toBe(false);
  expect(isOtherReason(one, series({ reason: 'THROTTLE' }, 'bytes'))).toBe(false);
  expect(isOtherReason(one, { ...series({ reason: 'THROTTLE' }), connectionId: 'aws' })).toBe(false);
  // A lane that is silent is no reason.
  expect(isOtherReason(series({ lane: '1' }), series({ lane: '2' }))).toBe(false);
  expect(isOtherReason(series({}), series({ reason: 'THROTTLE' }))).toBe(false);
});
