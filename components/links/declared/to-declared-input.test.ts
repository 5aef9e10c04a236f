import { expect, it } from 'vitest';
import { findDeclaredFaults, toDeclaredDraft, toDeclaredInput } from './to-declared-input';

const draft = { ...toDeclaredDraft(null), name: 'fibre', near: 'munich', far: 'prague' };
const page = 'https://console.example/links/0199a0a0-0000-7000-8000-000000000001%20one';

it('names links by the addresses of their pages', () => {
  expect(findDeclaredFaults({ ...draft, ridesOn: page }, true)).toEqual({});
  expect(toDeclaredInput({ ...draft, ridesOn: `${page}\n` }).ridesOn).toEqual([
    '0199a0a0-0000-7000-8000-000000000001 one',
  ]);
});

it('says of an address that is none what is wrong with it', () => {
  expect(findDeclaredFaults({ ...draft, carries: 'fibre 100%' }, true)).toEqual({
    carries: 'Write the address of each link’s page, one a line.',
  });
});
