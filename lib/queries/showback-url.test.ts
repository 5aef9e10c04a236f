import { expect, it } from 'vitest';
import { listMonths, loadShowbackUrl, toShowbackState } from './showback-url';

const at = (now: string, search = {}) => toShowbackState(loadShowbackUrl(search), new Date(now)).span;

it('looks at the last whole month unless another is chosen', () => {
  expect(at('2026-03-15T12:00:00Z')).toEqual({ from: '2026-02-01', to: '2026-02-28', asOf: null });
  expect(at('2026-01-01T00:00:00Z')).toEqual({ from: '2025-12-01', to: '2025-12-31', asOf: null });
  expect(at('2026-03-15T12:00:00Z', { month: '2026-13' }).from).toBe('2026-02-01');
});

it('ends the current month yesterday, and knows what was known at the end of a day', () => {
  const asked = at('2026-03-15T12:00:00Z', { month: '2026-03', asOf: '2026-03-10' });
  expect(asked).toEqual({ from: '2026-03-01', to: '2026-03-14', asOf: '2026-03-10T23:59:59.999Z' });
  expect(at('2026-03-15T12:00:00Z', { month: '2026-05' })).toEqual({
    from: '2026-05-01',
    to: '2026-05-01',
    asOf: null,
  });
});

it('offers the current month once a day of it is over', () => {
  expect(listMonths(new Date('2026-03-01T00:00:00Z')).slice(0, 2)).toEqual(['2026-02', '2026-01']);
  expect(listMonths(new Date('2026-03-02T00:00:00Z'))[0]).toBe('2026-03');
});
