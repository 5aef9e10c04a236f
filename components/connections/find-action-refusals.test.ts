import { describe, expect, it } from 'vitest';
import { findActionRefusals } from './find-action-refusals';

const mine = { managedBy: 'console', paused: false } as const;

describe('reasons a connection cannot be acted on', () => {
  it('allows everything to who may write', () => {
    expect(Object.values(findActionRefusals(mine, ['connections:write']))).toEqual(Array(6).fill(null));
  });

  it('say what is not allowed before any other reason', () => {
    const refusals = findActionRefusals({ managedBy: 'file', paused: true }, ['connections:read']);
    for (const reason of Object.values(refusals)) expect(reason).toContain('You may not change');
  });

  it('lets a connection of the file be read and tested, and nothing else', () => {
    const { sync, test, ...others } = findActionRefusals({ managedBy: 'file', paused: false }, ['connections:write']);
    expect([sync, test]).toEqual([null, null]);
    for (const reason of Object.values(others)) expect(reason).toContain('millwright.yaml');
  });

  it('asks to resume before a paused connection is read', () => {
    expect(findActionRefusals({ ...mine, paused: true }, ['connections:write']).sync).toContain('Resume');
  });
});
