import { describe, expect, test } from 'vitest';
import { AwsError } from '../aws-error';
import { applyFilters, type Filters } from './filters';

interface Thing {
  id: string;
  state: string;
  tags: Record<string, string>;
}

const things: Thing[] = [
  { id: 'one', state: 'running', tags: { Name: 'gpu-001', team: 'speech' } },
  { id: 'two', state: 'stopped', tags: { Name: 'gpu-002' } },
  { id: 'three', state: 'running', tags: { Name: 'a*b' } },
];

function matching(...filters: Filters): string[] {
  const readers = { 'instance-state-name': ({ state }: Thing) => [state] };
  return applyFilters(things, filters, readers).map(({ id }) => id);
}

describe('applyFilters', () => {
  test('joins the values of one filter by "or" and filters by "and"', () => {
    expect(matching({ Name: 'instance-state-name', Value: ['running', 'stopped'] })).toEqual(['one', 'two', 'three']);
    expect(
      matching({ Name: 'instance-state-name', Value: ['running'] }, { Name: 'tag:Name', Value: ['gpu-*'] }),
    ).toEqual(['one']);
  });

  test('reads tags by key and by value, with wildcards, which a backslash takes literally', () => {
    expect(matching({ Name: 'tag-key', Value: ['team'] })).toEqual(['one']);
    expect(matching({ Name: 'tag:Name', Value: ['gpu-00?'] })).toEqual(['one', 'two']);
    expect(matching({ Name: 'tag:Name', Value: ['a\\*b'] })).toEqual(['three']);
    expect(matching({ Name: 'tag:Name', Value: ['a.b'] })).toEqual([]);
  });

  test('refuses a filter the operation does not know', () => {
    expect(() => matching({ Name: 'made-up', Value: ['x'] })).toThrow(AwsError);
  });
});
