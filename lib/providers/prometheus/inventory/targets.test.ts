import { expect, test } from 'vitest';
import { toTargetItems } from './targets';

test('a target’s document holds no part of its address that may be secret, nor does its error', () => {
  const [item] = toTargetItems('prometheus.example.net', [
    {
      labels: { job: 'gpu', instance: 'node-1:9400' },
      scrapeUrl: 'http://reader:s3cret@node-1:9400/metrics?key=s3cret',
      health: 'down',
      lastError: 'Get "http://reader:s3cret@node-1:9400/metrics?key=s3cret&x=s3cret": context deadline exceeded',
    },
  ]);
  expect(item?.raw).not.toContain('s3cret');
  expect(JSON.parse(item?.raw ?? '')).toMatchObject({
    targets: [{ scrapeUrl: 'http://node-1:9400/metrics', lastError: expect.stringContaining('deadline exceeded') }],
  });
});
