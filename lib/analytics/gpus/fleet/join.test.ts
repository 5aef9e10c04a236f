import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { toBusy } from '../busy';
import type { AssembledNode } from './assemble-fleet';
import { toHealth, toUse } from './device-use';
import type { FleetSample } from './fleet-sample';
import type { DeviceJudgement } from './judge-fleet';
import { assembleTestFleet, toTestPod, toTestResource, toTestSample } from './test-fleet';

const arn = 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc';
const machine = { kind: 'compute-instance', provider: 'aws', connectionId: 'aws' } as const;
/** Two clusters with a node of one name, a machine that a cloud and a cluster list, one that stands alone. */
const resources: GpuResource[] = [
  toTestResource('a', { name: 'node-1' }),
  toTestResource('b', { name: 'node-2' }),
  toTestResource('c', { name: 'node-1', account: 'other', connectionId: 'other' }),
  toTestResource('d', { ...machine, name: 'trainer', nativeId: arn, machine: 'aws/i-0abc', account: '111122223333' }),
  toTestResource('e', { name: 'ip-10-0-0-1', machine: 'aws/i-0abc' }),
  toTestResource('f', { ...machine, name: 'alone', nativeId: arn.replace('0abc', '0def'), machine: 'aws/i-0def' }),
  toTestPod('p', 'node-1', 2),
  toTestPod('q', 'node-2', 8),
];
const machines = 5;

const attributes = fc
  .record(
    {
      'host.name': fc.constantFrom('node-1', 'node-2', 'node-2.hall.example', 'ip-10-0-0-1', 'nowhere'),
      resource: fc.constantFrom(arn, arn.replace('0abc', '0def'), 'arn:of:nothing'),
      'k8s.cluster.name': fc.constantFrom('hall', 'other', 'third'),
      'gpu.index': fc.constantFrom('0', '1', '7', '8', 'x'),
      'gpu.uuid': fc.constantFrom('GPU-1', 'GPU-2', 'GPU-3', 'GPU-4'),
      'gpu.mig.id': fc.constantFrom('1', '2'),
      'gpu.mig.profile': fc.constantFrom('1g.10gb', '3g.40gb'),
    },
    { requiredKeys: [] },
  )
  .map((told) => ({ ...told }));
const measurement = fc
  .record({
    attributes,
    metric: fc.constantFrom('gpu.sm.active', 'gpu.engine.active', 'hw.gpu.utilization', 'hw.power' as const),
    connectionId: fc.constantFrom('metrics', 'aws', 'cluster'),
    minutesAgo: fc.integer({ min: -1, max: 30 }),
    value: fc.constantFrom(0, 0.01, 0.5, 1, Number.NaN),
  })
  .map(({ attributes: told, ...rest }) => toTestSample(told, rest));
const holding = fc
  .record({ attributes, name: fc.constantFrom('p', 'q', 'r'), minutesAgo: fc.integer({ min: 0, max: 9 }) })
  .map(({ attributes: told, name, minutesAgo }) =>
    toTestSample(
      { ...told, 'holder.kind': 'pod', 'holder.name': name, 'k8s.namespace.name': 'research' },
      { metric: 'gpu.held', definition: 'pod', value: 1, minutesAgo },
    ),
  );
/** Each series once, as a store has it. */
const samples = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: measurement }, holding), {
  selector: ({ series }) => JSON.stringify(series),
  maxLength: 40,
});

const devicesOf = (nodes: readonly AssembledNode[]) =>
  nodes.flatMap(({ node }) => node.devices.map((device) => ({ key: `${node.id}/${device.slot}`, device })));

function toPicture(nodes: readonly AssembledNode[]) {
  return devicesOf(nodes).map(({ key, device }) => ({
    ...device,
    key,
    readings: device.readings.map((reading) => JSON.stringify(reading)).sort(),
    busy: toBusy(device),
  }));
}

describe('whatever series there are', () => {
  it('every device is there once, and every fresh series of a device is among the readings of one', () => {
    fc.assert(
      fc.property(samples, (some) => {
        const { nodes, unplaced } = assembleTestFleet(resources, some);
        expect(nodes.map(({ node }) => node.devices.map(({ slot }) => slot))).toEqual(
          Array.from({ length: machines }, () => [0, 1, 2, 3, 4, 5, 6, 7]),
        );
        const read = devicesOf(nodes).reduce((sum, { device }) => sum + device.readings.length, 0);
        const left = Object.values(unplaced).reduce((sum, count) => sum + count, 0);
        const fresh = some.filter(({ series, value, at }) => series.metric !== 'gpu.held' && isTold(value, at));
        // Slices that were not all measured lately tell nothing of their device, and are left out.
        const slices = fresh.filter(({ series }) => series.attributes['gpu.mig.id'] !== undefined).length;
        expect(read + left).toBeLessThanOrEqual(fresh.length);
        expect(read + left).toBeGreaterThanOrEqual(fresh.length - slices);
        for (const { device } of devicesOf(nodes)) expect(toBusy(device)?.value ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('their order does not matter', () => {
    fc.assert(
      fc.property(
        samples.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          expect(toPicture(assembleTestFleet(resources, shuffled).nodes)).toEqual(
            toPicture(assembleTestFleet(resources, some).nodes),
          );
        },
      ),
    );
  });

  it('without some measurements no device turns free, idle or healthy', () => {
    // What is told by UUID alone lies where others leave room, so taking away others may move it.
    const byIndex = samples.map((some) =>
      some.filter(({ series }) => /^\d+$/.test(series.attributes['gpu.index'] ?? '')),
    );
    const wasWell: DeviceJudgement = { health: { health: 'healthy', findings: [] }, idleness: null };
    fc.assert(
      fc.property(
        byIndex.chain((some) => fc.tuple(fc.constant(some), fc.subarray(some.filter(isMeasurement)))),
        ([some, removed]) => {
          const before = new Map(toStates(assembleTestFleet(resources, some).nodes));
          const rest = some.filter((one) => !removed.includes(one));
          for (const [key, { use, health }] of toStates(assembleTestFleet(resources, rest).nodes)) {
            if (use === 'free') expect(before.get(key)?.allocation).toBe('free');
            expect(use).not.toBe('idle');
            if (health === 'healthy') expect(before.get(key)?.health).toBe('healthy');
          }
        },
      ),
    );
    function toStates(nodes: readonly AssembledNode[]) {
      return nodes.flatMap((one) =>
        one.node.devices.map(
          (device) =>
            [
              `${one.node.id}/${device.slot}`,
              {
                use: toUse(device, wasWell),
                health: toHealth(one, device, wasWell),
                allocation: device.allocation.state,
              },
            ] as const,
        ),
      );
    }
  });
});

function isTold(value: number, at: Date): boolean {
  return Number.isFinite(value) && Date.UTC(2026, 10, 22, 12) - at.getTime() <= 6 * 60_000;
}

/** Without a UUID: taking one away may leave others of it in other places. */
function isMeasurement({ series }: FleetSample): boolean {
  return series.metric !== 'gpu.held' && series.attributes['gpu.uuid'] === undefined;
}
