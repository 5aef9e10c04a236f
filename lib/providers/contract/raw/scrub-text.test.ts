import { describe, expect, it } from 'vitest';
import { scrubText } from './scrub-text';

const withoutAll = () => ({ kind: 'Pod' });

describe('a text of a provider’s document', () => {
  it.each([
    'http://proxy:s3cret@10.0.0.1:3128',
    'https://s3cret@git.example.net/repository.git',
    'vers=3.0,username=reader,password=s3cret,uid=0',
    'DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=s3cret==;EndpointSuffix=core.windows.net',
    'serve --api-key=s3cret --port 80',
    'token: s3cret',
    'H4sIAAAAAAAA/6tWKkmtKFGyUlAqTk4sSi1RqgUAs3cret',
    '{"env":[{"name":"A","value":"s3cret"}]}',
    '{"password": "s3cret", cut off',
  ])('is kept without what is secret in %s', (text) => {
    expect(scrubText(text, withoutAll)).not.toContain('s3cret');
  });

  it.each([
    'train-7',
    'arn:aws:iam::1:role/reader',
    'https://kserve.example.net/v1/models/a?version=2',
    '2026-11-21T10:00:00Z',
    'nvidia.com/gpu=8',
    '[unclear',
  ])('is %s as it stands', (text) => {
    expect(scrubText(text, withoutAll)).toBe(text);
  });

  it('is withheld where it nests deeper than anybody reads', () => {
    const nest = (document: unknown): unknown => (Array.isArray(document) ? document.map(nest) : document);
    expect(scrubText('['.repeat(100_000) + ']'.repeat(100_000), nest)).toBe('[redacted]');
  });

  it('takes no longer than its length tells', () => {
    const startedAt = performance.now();
    for (const part of ['://', 'token', 'password ', '=:', 'H4sI', '{'])
      scrubText(part.repeat(200_000 / part.length), withoutAll);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
