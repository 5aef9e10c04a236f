import { beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type WorldSnapshot } from '../world/google-cloud/world';
import { assetTypeOf, assetTypes } from './assets/asset-types';
import { documentOf } from './assets/describe-asset';
import { unpublishedFields } from './model-check/unpublished-fields';

let snapshot: WorldSnapshot;
beforeAll(() => {
  snapshot = createWorld({ seed: 'test' }).at(new Date('2026-11-21T12:00:00Z'));
});

describe('a document', () => {
  test.each(assetTypes)('of $name has no field that Google does not publish', ({ kind, name, discoveryName }) => {
    const service = name.slice(0, name.indexOf('.'));
    const schema = `${service}.${service === 'run' ? 'GoogleCloudRunV2Service' : discoveryName}`;
    const records = snapshot.list(kind);
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(records.flatMap((record) => unpublishedFields(schema, documentOf(record))))).toEqual(new Set());
  });

  test('of an instance writes its number as text, beyond what a number can hold', () => {
    for (const record of snapshot.list('instance')) {
      expect(BigInt(record.id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
      expect(BigInt(record.id)).toBeLessThan(2n ** 64n);
      expect(documentOf(record)).toMatchObject({ id: record.id });
    }
  });

  test('of an A3 machine names its accelerators, of a TPU machine none', () => {
    const machines = snapshot.list('instance');
    const a3 = machines.filter(({ machineType }) => machineType === 'a3-highgpu-8g');
    expect(a3).toHaveLength(8);
    for (const machine of a3) {
      expect(documentOf(machine)).toMatchObject({
        guestAccelerators: [
          { acceleratorCount: 8, acceleratorType: expect.stringMatching(/\/acceleratorTypes\/nvidia-h100-80gb$/) },
        ],
      });
    }
    const tpu = machines.filter(({ machineType }) => machineType === 'ct5lp-hightpu-4t');
    expect(tpu).toHaveLength(4);
    for (const machine of tpu) expect(documentOf(machine)).not.toHaveProperty('guestAccelerators');
  });

  test('of a node pool counts the nodes of one zone', () => {
    const pool = snapshot.list('node-pool').find(({ zones, nodeCount }) => zones.length === 3 && nodeCount > 3);
    if (!pool) throw new Error('The world has no pool over three zones.');
    expect(documentOf(pool)).toMatchObject({ initialNodeCount: pool.nodeCount / 3, locations: pool.zones });
  });

  test('says when it was made on the clock of its API', () => {
    const [instance] = snapshot.list('instance');
    if (!instance) throw new Error('The world has no instance.');
    const { creationTimestamp } = documentOf(instance);
    expect(creationTimestamp).toMatch(/-08:00$/);
    expect(new Date(String(creationTimestamp))).toEqual(instance.createdAt);
  });

  test('comes of every type, each under a name of its own', () => {
    expect(new Set(assetTypes.map(({ name }) => name)).size).toBe(assetTypes.length);
    expect(assetTypeOf('attachment').name).toBe('compute.googleapis.com/InterconnectAttachment');
  });
});
