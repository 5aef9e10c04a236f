import { expect, test } from 'vitest';
import { bucketSize, ReadBucket } from './read-bucket';

const at = (ms: number) => new Date(1_800_000_000_000 + ms);

test('lets a full bucket be read out, refuses the next read, and refills 25 a second', () => {
  const bucket = new ReadBucket();
  for (let read = 1; read <= bucketSize; read++) expect(bucket.take('one', at(0))).toBe(bucketSize - read);
  expect(bucket.take('one', at(0))).toBeLessThan(0);
  expect(bucket.take('other', at(0))).toBe(bucketSize - 1);
  expect(bucket.take('one', at(1000))).toBe(24);
  expect(bucket.take('one', at(3_600_000))).toBe(bucketSize - 1);
});
