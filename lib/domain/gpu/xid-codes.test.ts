import { describe, expect, it } from 'vitest';
import { describeXid, fellOffTheBus } from './xid-codes';
import { xidTable } from './xid-table';

/** What the console must be able to explain. */
const needed = [
  8, 13, 31, 32, 43, 44, 45, 46, 48, 54, 56, 57, 58, 61, 62, 63, 64, 65, 68, 69, 74, 79, 80, 92, 94, 95, 109, 110, 119,
  120, 121, 122, 123, 140, 143, 149, 154,
];

describe('an XID', () => {
  it.each(needed)('%i is explained', (code) => {
    const { xid, title, meaning, action } = describeXid(code);
    expect(xid).toBe(code);
    expect(title).not.toBe(`XID ${code}`);
    expect([meaning, action].every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true);
  });

  it('that nobody here knows says so, and is no all-clear', () => {
    expect(describeXid(9999)).toMatchObject({
      xid: 9999,
      title: 'XID 9999',
      meaning: expect.stringContaining('not known'),
      severity: 'warning',
    });
  });

  it('of a program’s own fault does not speak against the device', () => {
    expect([13, 31, 43, 45, 69].map((code) => describeXid(code).severity)).toEqual(Array(5).fill('info'));
  });

  it('of lost memory, a lost link or a lost device is critical', () => {
    expect([48, 64, 74, fellOffTheBus, 95, 140].map((code) => describeXid(code).severity)).toEqual(
      Array(6).fill('critical'),
    );
  });

  it('is written for people: every title is short, every sentence ends', () => {
    for (const { title, meaning, action } of Object.values(xidTable)) {
      expect(title.length).toBeLessThan(32);
      expect(meaning.endsWith('.') && action.endsWith('.')).toBe(true);
    }
  });
});
