import { expect, test } from 'vitest';
import { listSettings } from './list-settings';

const field = { input: 'text', secret: false, required: false, description: '' } as const;
const fields = [
  { ...field, name: 'roleArns', label: 'Roles to assume' },
  { ...field, name: 'regions', label: 'Regions' },
  { ...field, name: 'endpoint', label: 'Endpoint' },
  { ...field, name: 'token', label: 'Token', secret: true },
];

test('settings stand as in the form, and an empty one says what it means', () => {
  expect(listSettings(fields, { old: 'x', regions: [], roleArns: ['a'] })).toEqual([
    expect.objectContaining({ label: 'Roles to assume', value: ['a'] }),
    { name: 'regions', label: 'Regions', value: null, whenEmpty: 'Every region enabled in each account' },
    { name: 'old', label: 'old', value: 'x', whenEmpty: null },
  ]);
});

test('what was left out and means something is told, the rest is not', () => {
  expect(listSettings(fields, {}).map(({ name }) => name)).toEqual(['roleArns', 'regions']);
});
