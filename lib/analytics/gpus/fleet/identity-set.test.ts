import { expect, it } from 'vitest';
import { IdentitySet } from './identity-set';

const at = (hours: number) => new Date(hours * 3_600_000);
const gpu = (uuid: string) => ({ 'host.name': 'n1', 'gpu.uuid': uuid });
const uuidsOf = (identities: IdentitySet) => [...identities].map(({ attributes }) => attributes['gpu.uuid']).sort();

it('drops what connections named that are gone, and what was not seen for too long', () => {
  const identities = new IdentitySet();
  identities.add({ connectionId: 'kept', attributes: gpu('measured') }, at(9), at(0));
  identities.add({ connectionId: 'kept', attributes: gpu('old') }, at(1), at(1));
  identities.add({ connectionId: 'kept', attributes: gpu('listed lately') }, null, at(9));
  identities.add({ connectionId: 'kept', attributes: gpu('listed long ago') }, null, at(0));
  identities.add({ connectionId: 'deleted', attributes: gpu('elsewhere') }, at(9), at(9));
  const before = identities.revision;
  identities.retain(new Set(['kept']), at(5));
  expect(uuidsOf(identities)).toEqual(['listed lately', 'measured']);
  expect(identities.revision).not.toBe(before);
});

it('is another revision only when something went, and takes what comes back', () => {
  const identities = new IdentitySet();
  const series = { connectionId: 'one', attributes: gpu('a') };
  identities.add(series, at(0), at(0));
  const before = identities.revision;
  identities.retain(new Set(['one']), at(0));
  identities.add(series, at(2), at(2));
  expect(identities.revision).toBe(before);
  identities.retain(new Set(['one']), at(3));
  expect(uuidsOf(identities)).toEqual([]);
  identities.add(series, at(4), at(4));
  expect(uuidsOf(identities)).toEqual(['a']);
});

it('keeps what was measured again after nobody asked for longer than anything is kept', () => {
  const identities = new IdentitySet();
  const series = { connectionId: 'one', attributes: gpu('a') };
  identities.add(series, at(0), at(0));
  const before = identities.revision;
  identities.add(series, at(99), at(100));
  identities.retain(new Set(['one']), at(52));
  expect(uuidsOf(identities)).toEqual(['a']);
  expect(identities.revision).toBe(before);
});
