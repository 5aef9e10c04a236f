import { expect, it } from 'vitest';
import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import { listKnownSites, readEnd, sayEnd } from './known-sites';
import { findDeclaredFaults, toDeclaredChange, toDeclaredDraft, toDeclaredInput } from './to-declared-input';

const sites = [
  { name: 'munich', title: 'Munich hall', aliases: ['MUC-1'] },
  { name: 'prague', title: null, aliases: [] },
];
const draft = { ...toDeclaredDraft(null), name: 'fibre', near: 'munich', far: 'prague' };
const page = 'https://console.example/links/0199a0a0-0000-7000-8000-000000000001%20one';

it('names links by the addresses of their pages', () => {
  expect(findDeclaredFaults({ ...draft, ridesOn: page }, true)).toEqual({});
  expect(toDeclaredInput({ ...draft, ridesOn: `${page}\n` }, sites).ridesOn).toEqual([
    '0199a0a0-0000-7000-8000-000000000001 one',
  ]);
});

it('says of an address that is none what is wrong with it', () => {
  expect(findDeclaredFaults({ ...draft, carries: 'fibre 100%' }, true)).toEqual({
    carries: 'Write the address of each link’s page, one a line.',
  });
});

const link: DeclaredLinkAnswer = {
  ...toDeclaredInput(draft, sites),
  id: '0199a0a0-0000-7000-8000-000000000002',
  near: { site: null, resource: { id: null, name: 'i-1' }, place: null },
  far: { site: null, resource: null, place: 'Carrier hotel' },
  capacityBitsPerSecond: null,
  ridesOn: [
    { id: null, name: 'dxcon-1', at: 0 },
    { id: '0199a0a0-0000-7000-8000-000000000001', name: 'fibre', at: 1 },
    { id: null, name: 'dxcon-1', at: 2 },
  ],
  carries: [],
  costHidden: true,
  managedBy: 'console',
  version: 3,
  createdBy: 'ada',
  createdAt: '2026-11-01T00:00:00Z',
  updatedBy: 'ada',
  updatedAt: '2026-11-01T00:00:00Z',
};

it('keeps what is not there any more where nobody touched it, and drops what somebody took away', () => {
  const untouched = { ...toDeclaredDraft(link), reason: 'x' };
  expect(findDeclaredFaults(untouched, false)).toEqual({});
  expect(toDeclaredChange(untouched, link, sites)).toMatchObject({
    near: { kept: true },
    far: { place: 'Carrier hotel' },
    ridesOn: [{ kept: 0 }, '0199a0a0-0000-7000-8000-000000000001', { kept: 2 }],
    basedOn: 3,
  });
  const lines = untouched.ridesOn.split('\n');
  const fewer = { ...untouched, near: 'Munich Hall', ridesOn: lines.slice(1).join('\n') };
  expect(toDeclaredChange(fewer, link, sites)).toMatchObject({
    near: { site: 'munich' },
    ridesOn: ['0199a0a0-0000-7000-8000-000000000001', { kept: 2 }],
  });
});

it('takes an end for the site that goes by what is typed, and says of any other place that it is none', () => {
  const means = (text: string) => readEnd(text, null, sites);
  expect([means('prague'), means('muc-1')]).toEqual([
    { means: 'site', name: 'prague' },
    { means: 'site', name: 'munich' },
  ]);
  expect(means('0199a0a0-0000-7000-8000-000000000001')).toEqual({ means: 'resource' });
  expect(sayEnd(means('Carrier hotel'), sites)).toContain('Not a site of Millwright');
  expect(sayEnd(means('muc-1'), sites)).toBe('The site Munich hall.');
  expect(toDeclaredInput({ ...draft, far: 'Carrier hotel' }, sites).far).toEqual({ place: 'Carrier hotel' });
  expect(listKnownSites(undefined, undefined)).toEqual([]);
});
