import { expect, test } from 'vitest';
import { type Compared, compareInventory } from './compare-inventory';

const volume: Compared = {
  kind: 'volume',
  nativeId: 'arn:1',
  nativeType: 'AWS::EC2::Volume',
  name: 'one',
  account: '1',
  region: 'r',
  zone: null,
  status: 'active',
  nativeStatus: 'available',
  size: null,
  accelerators: [],
  gpuCount: 0,
  tags: { a: '1', b: '2' },
  site: 'aws/r',
  team: null,
  owner: null,
  createdAt: 5,
};

test('what is missing, too many, doubled or different is told, and the rest counted', () => {
  const two = { ...volume, nativeId: 'arn:2' };
  expect(compareInventory([volume, two], [{ ...two, tags: { b: '2', a: '1' } }, volume])).toEqual({
    equal: 2,
    faults: [],
  });
  expect(
    compareInventory(
      [volume, two],
      [
        { ...volume, size: 'x', createdAt: null },
        { ...volume, nativeId: 'arn:3' },
      ],
    ),
  ).toEqual({
    equal: 0,
    faults: [
      'volume arn:1: size is null, shown as "x"; createdAt is 5, shown as null',
      'volume arn:2: missing',
      'volume arn:3: shown, but not there',
    ],
  });
  expect(compareInventory([volume], [volume, volume]).faults).toEqual(['1 resources are shown twice']);
});
