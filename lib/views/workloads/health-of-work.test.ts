import { describe, expect, it } from 'vitest';
import { assembleTestFleet, testNow, toTestResource, toTestSample } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { Source } from '@/lib/api/contracts/sources';
import { sourcesOfHealth, toWorstHealth } from './health-of-work';

const well = { health: { health: 'healthy', findings: [] }, idleness: null } as const;
const judgedWell = { expired: new Set<never>(), judgementOf: () => well };

/** A node whose first device alone is measured. */
function nodeOf(rest: Parameters<typeof toTestResource>[1] = {}) {
  const sample = toTestSample({ 'host.name': 'n1', 'gpu.index': '0' });
  const [found] = assembleTestFleet([toTestResource('n1', rest)], [sample]).nodes;
  if (found === undefined) throw new Error('The node is missing.');
  const { node } = found;
  return { node, measured: node.devices.slice(0, 1), rest: node.devices.slice(1) };
}

const toSource = (connectionId: string, rest: Partial<Source>): Source => ({
  connectionId,
  connectionName: connectionId,
  provider: 'kubernetes',
  capability: 'metrics',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: testNow.toISOString(),
  lastCompleteAt: testNow.toISOString(),
  nextDueAt: null,
  intervalMs: 60_000,
  gaps: [],
  ...rest,
});

describe('the worst health of the devices of work', () => {
  it('is that of the fleet: what was judged well counts only while it is measured', () => {
    const { node, measured, rest } = nodeOf();
    expect(toWorstHealth(judgedWell, { node, devices: measured })).toBe('healthy');
    expect(toWorstHealth(judgedWell, { node, devices: rest })).toBe('unknown');
    const frozen = measured.map((device) => ({ ...device, isFrozen: true }));
    expect(toWorstHealth(judgedWell, { node, devices: frozen })).toBe('unknown');
  });

  it('is failed on a node that failed since, and unknown on one past its time or judged by nobody', () => {
    const failed = nodeOf({ status: 'failed' });
    expect(toWorstHealth(judgedWell, { node: failed.node, devices: failed.measured })).toBe('failed');
    const { node, measured } = nodeOf();
    expect(toWorstHealth({ ...judgedWell, expired: new Set([node]) }, { node, devices: measured })).toBe('unknown');
    const unjudged = { ...judgedWell, judgementOf: () => undefined };
    expect(toWorstHealth(unjudged, { node, devices: measured })).toBe('unknown');
    expect(toWorstHealth(judgedWell, { node, devices: [] })).toBeNull();
  });

  it('rests on the inventory of the node and on what measures the devices, or might have', () => {
    const { node, measured, rest } = nodeOf();
    const sources = [
      toSource('cluster', { capability: 'inventory' }),
      toSource('other', { capability: 'inventory' }),
      toSource('metrics', {}),
      toSource('elsewhere', {}),
      toSource('silent', { freshness: 'expired' }),
    ];
    const namesOf = (devices: typeof rest) =>
      sourcesOfHealth(sources, [{ node, devices }]).map(({ connectionId }) => connectionId);
    expect(namesOf(measured)).toEqual(['cluster', 'metrics']);
    expect(namesOf(rest)).toEqual(['cluster', 'silent']);
    expect(sourcesOfHealth(sources, [])).toEqual([]);
  });
});
