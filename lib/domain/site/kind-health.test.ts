import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthPrecedence } from '../status';
import { canBeCritical, judgeKind, type KindTally } from './kind-health';

const judge = (kind: string, present: number, parts: Partial<KindTally>) =>
  judgeKind(kind, { present, failed: 0, degraded: 0, unknown: 0, ...parts });

describe('a site', () => {
  test.each(['kubernetes-cluster', 'batch-cluster', 'edge-site'])('is critical when one %s of many failed', (kind) => {
    expect(judge(kind, 9, { failed: 1 })).toBe('critical');
    expect(judge(kind, 9, { degraded: 9 })).toBe('warning');
  });

  test.each(['cluster-node', 'compute-instance', 'edge-node'])(
    'is critical when a quarter of its %ss failed',
    (kind) => {
      expect(judge(kind, 40, { failed: 9 })).toBe('warning');
      expect(judge(kind, 40, { failed: 10 })).toBe('critical');
      expect(judge(kind, 1, { failed: 1 })).toBe('critical');
    },
  );

  test.each(['vpn-tunnel', 'site-link', 'file-system', 'model-endpoint'])(
    'is critical when half of its %ss failed',
    (kind) => {
      expect(judge(kind, 4, { failed: 1 })).toBe('warning');
      expect(judge(kind, 4, { failed: 2 })).toBe('critical');
    },
  );

  test.each(['volume', 'bucket', 'function', 'namespace', 'a kind of tomorrow'])(
    'is never critical for its %ss',
    (kind) => {
      expect(judge(kind, 4, { failed: 4 })).toBe('warning');
      expect(judge(kind, 4, { unknown: 4 })).toBe('warning');
    },
  );

  test.each(['batch-job', 'training-job', 'pod'])('is well while fewer than half of its %ss failed', (kind) => {
    expect(judge(kind, 10, { failed: 4 })).toBe('healthy');
    expect(judge(kind, 10, { failed: 5 })).toBe('warning');
    expect(judge(kind, 10, { failed: 10 })).toBe('warning');
  });

  test('is unknown when those that nobody can tell of could make it critical', () => {
    expect(judge('cluster-node', 40, { unknown: 9 })).toBe('warning');
    expect(judge('cluster-node', 40, { unknown: 9, failed: 1 })).toBe('unknown');
    expect(judge('kubernetes-cluster', 9, { unknown: 1 })).toBe('unknown');
  });

  test('is healthy with nothing of a kind, or nothing wrong with it', () => {
    expect(judge('cluster-node', 0, {})).toBe('healthy');
    expect(judge('kubernetes-cluster', 3, {})).toBe('healthy');
  });

  test('never stands better for one more that failed', () => {
    const tally = fc.record({ failed: fc.nat(50), degraded: fc.nat(50), unknown: fc.nat(50), sound: fc.nat(50) });
    const kinds = fc.constantFrom('kubernetes-cluster', 'cluster-node', 'site-link', 'volume', 'pod');
    fc.assert(
      fc.property(kinds, tally, (kind, { sound, ...wrong }) => {
        const present = sound + 1 + wrong.failed + wrong.degraded + wrong.unknown;
        const before = healthPrecedence.indexOf(judge(kind, present, wrong));
        const after = healthPrecedence.indexOf(judge(kind, present, { ...wrong, failed: wrong.failed + 1 }));
        expect(after).toBeLessThanOrEqual(before);
        if (!canBeCritical(kind)) expect(after).toBeGreaterThan(0);
      }),
    );
  });
});
