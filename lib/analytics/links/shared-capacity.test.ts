import { expect, it } from 'vitest';
import type { LinkValue } from './link-values';
import { toSharedCapacity } from './shared-capacity';

const at = new Date('2026-11-22T12:00:00Z');
const stated = (value: number): LinkValue => ({
  value,
  basis: 'stated',
  bound: 'exact',
  at,
  definitions: [],
  connectionId: 'aws',
});
const links: Record<string, { carriers: string[] | null; capacity: number | null }> = {
  line: { carriers: [], capacity: 10e9 },
  other: { carriers: [], capacity: 40e9 },
  dark: { carriers: null, capacity: null },
  interface: { carriers: ['line'], capacity: null },
  attachment: { carriers: ['interface'], capacity: null },
  both: { carriers: ['line', 'other'], capacity: null },
  half: { carriers: ['line', 'dark'], capacity: null },
  ring: { carriers: ['turn'], capacity: null },
  turn: { carriers: ['ring'], capacity: null },
};
const of = (id: string) => {
  const link = (one: string) => (links[one] === undefined ? undefined : { id: one, carriers: links[one].carriers });
  return toSharedCapacity(link(id) ?? expect.fail('No link.'), link, (one) => {
    const capacity = links[one]?.capacity ?? null;
    return capacity === null ? null : stated(capacity);
  });
};

it('is that of what a link rides on, however far below', () => {
  expect(of('interface')).toMatchObject({ value: 10e9, basis: 'stated' });
  expect(of('attachment')).toMatchObject({ value: 10e9 });
  expect(of('both')).toMatchObject({ value: 50e9, basis: 'derived' });
});

it('is none where a link has its own, rides on nothing, or on what is not known', () => {
  for (const id of ['line', 'dark', 'half', 'ring']) expect(of(id), id).toBeNull();
});
