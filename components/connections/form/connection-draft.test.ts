import { describe, expect, it } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { type ConnectionField, emptyDraft, toDraft, toSecret, toSettings, toTagRules } from './connection-draft';
import { faultsOf, findDraftFaults } from './find-draft-faults';

const field = (name: string, more: Partial<ConnectionField> = {}): ConnectionField => ({
  name,
  label: name,
  input: 'text',
  secret: false,
  required: false,
  description: '',
  ...more,
});
const fields = [
  field('homeRegion'),
  field('roleArns', { input: 'list' }),
  field('accessKeyId', { secret: true, required: true }),
  field('secretAccessKey', { secret: true, required: true }),
];

describe('connection draft', () => {
  it('sends a list as trimmed lines and leaves out what is empty', () => {
    expect(toSettings(fields, { homeRegion: ' ', roleArns: ' a \n\n b\n' })).toEqual({ roleArns: ['a', 'b'] });
  });

  it('never puts a secret among the settings', () => {
    expect(toSettings(fields, { accessKeyId: 'AKIA' })).toEqual({});
  });

  it('says null when no secret was entered', () => {
    expect(toSecret(fields, { accessKeyId: '  ' })).toBeNull();
    expect(toSecret(fields, { accessKeyId: 'AKIA ' })).toEqual({ accessKeyId: 'AKIA' });
  });

  it('gives back the settings it was made of', () => {
    const settings = { homeRegion: 'us-east-1', roleArns: ['a', 'b'] };
    const draft = toDraft(fields, { name: 'x', intervalMs: 900_000, settings, tagRules: defaultTagRules });
    expect(draft.intervalMinutes).toBe('15');
    expect(toSettings(fields, draft.values)).toEqual(settings);
    expect(toTagRules(draft.tagKeys)).toEqual(defaultTagRules);
  });
});

describe('faults of a draft', () => {
  const draft = { ...emptyDraft, name: 'Production' };

  it('accepts a connection without a secret, for ambient credentials', () => {
    expect(findDraftFaults(fields, draft, {}, false)).toEqual([]);
  });

  it('asks for the rest of a secret that was begun', () => {
    const faults = findDraftFaults(fields, draft, { accessKeyId: 'AKIA' }, false);
    expect(faults.map((fault) => fault.path)).toEqual(['secret.secretAccessKey']);
  });

  it('asks for the whole secret when the server demands it', () => {
    expect(findDraftFaults(fields, draft, {}, true)).toHaveLength(2);
  });

  it('asks for something of a secret that is demanded, though no field of it is required by itself', () => {
    const optional = [field('accessKeyId', { secret: true, label: 'Access key id' }), field('token', { secret: true })];
    expect(findDraftFaults(optional, draft, {}, true)).toEqual([
      { path: 'secret.accessKeyId', message: 'Enter the access key id.' },
    ]);
    expect(findDraftFaults(optional, draft, { token: 't' }, true)).toEqual([]);
  });

  it('refuses an interval that is not whole minutes within a day', () => {
    for (const intervalMinutes of ['0', '1.5', '1441', 'soon']) {
      expect(findDraftFaults(fields, { ...draft, intervalMinutes }, {}, false)).toHaveLength(1);
    }
  });

  it('finds a fault of one entry beside its list', () => {
    const faults = [{ path: 'settings.roleArns.1', message: 'Not a role.' }];
    expect(faultsOf(faults, 'settings.roleArns')).toEqual(['Not a role.']);
    expect(faultsOf(faults, 'settings.role')).toEqual([]);
  });
});
