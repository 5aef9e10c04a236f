import { describe, expect, it } from 'vitest';
import { defaultTagRules } from './resource';
import { applyTagRules } from './tag-rules';

describe('applyTagRules', () => {
  it('finds keys without regard to case, on either side', () => {
    expect(applyTagRules({ OWNER: 'ada', tEaM: 'training' }, defaultTagRules)).toEqual({
      owner: 'ada',
      team: 'training',
      site: null,
    });
    expect(applyTagRules({ plant: 'fra-1' }, { owner: [], team: [], site: ['Plant'] }).site).toBe('fra-1');
  });

  it('takes the first rule that has a value, not the first tag', () => {
    expect(applyTagRules({ contact: 'c', 'created-by': 'b' }, defaultTagRules).owner).toBe('b');
  });

  it('counts a blank value as absent and trims the rest', () => {
    expect(applyTagRules({ owner: '  ', contact: ' grace ' }, defaultTagRules).owner).toBe('grace');
  });

  it('gives the same answer whatever order the tags come in', () => {
    expect(applyTagRules({ owner: 'b', Owner: 'a' }, defaultTagRules).owner).toBe('a');
    expect(applyTagRules({ Owner: 'a', owner: 'b' }, defaultTagRules).owner).toBe('a');
    expect(applyTagRules({ Owner: ' ', owner: 'b' }, defaultTagRules).owner).toBe('b');
  });

  it('is not fooled by keys that name parts of an object', () => {
    expect(applyTagRules({}, { owner: ['constructor', '__proto__'], team: [], site: [] }).owner).toBeNull();
  });
});
