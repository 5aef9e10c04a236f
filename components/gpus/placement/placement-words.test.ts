import { describe, expect, test } from 'vitest';
import { sayFragmentation, sayNoDomain, sayNoJob, sayNone, sayNoWholeNode } from './placement-words';

const of = (value: number, atLeast = false) => ({ free: { value, unknown: atLeast ? 1 : 0, atLeast } });

describe('why nothing fits', () => {
  test('within an NVLink domain is that no source tells of any, unless one does', () => {
    expect(sayNoDomain({ ...of(4), hasNvlinkDomains: false })).toContain('No source tells');
    expect(sayNoDomain({ ...of(4), hasNvlinkDomains: true })).toContain('in an NVLink domain');
    expect(sayNoDomain({ ...of(0), hasNvlinkDomains: true })).toBe(sayNone(of(0)));
  });

  test('anywhere is that none is free, or that none is known to be', () => {
    expect(sayNoJob(of(0))).toBe('None is free, so no job fits.');
    expect(sayNoJob(of(0, true))).toContain('One may fit all the same.');
  });

  test('on whole nodes is that only parts are free, where anything is', () => {
    expect(sayNoWholeNode(of(4))).toBe('It is free only in parts of nodes');
    expect(sayNoWholeNode(of(4, true))).toContain('As far as is known');
    expect(sayNoWholeNode(of(0))).toBe(sayNone(of(0)));
  });
});

test('fragmentation is of what is known while more may be free', () => {
  expect(sayFragmentation(0.375, of(8))).toBe('38 %');
  expect(sayFragmentation(0.375, of(8, true))).toBe('38 % of what is known');
});
