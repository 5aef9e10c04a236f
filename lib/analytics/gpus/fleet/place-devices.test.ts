import { describe, expect, it } from 'vitest';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { toBusy } from '../busy';
import { assembleTestFleet, toTestResource, toTestSample } from './test-fleet';

const arn = 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc';
const instance = toTestResource('i', {
  kind: 'compute-instance',
  provider: 'aws',
  connectionId: 'aws',
  nativeId: arn,
  name: 'trainer',
  machine: 'aws/i-0abc',
});
const node = toTestResource('n', { name: 'ip-10-0-0-1.ec2.internal', machine: 'aws/i-0abc' });
const join = (resources: GpuResource[], ...samples: Parameters<typeof assembleTestFleet>[1][number][]) =>
  assembleTestFleet(resources, samples);
/** Slots with a reading, by machine. */
const measuredOf = ({ nodes }: ReturnType<typeof join>) =>
  Object.fromEntries(
    nodes.map(({ node: { id, devices } }) => [
      id,
      devices.flatMap(({ slot, readings }) => (readings.length > 0 ? [slot] : [])),
    ]),
  );

describe('a series finds its device', () => {
  it('by the native id of a machine, also where only a cluster lists it', () => {
    const sample = toTestSample({ resource: arn, 'gpu.index': '3' });
    expect(measuredOf(join([instance], sample))).toEqual({ i: [3] });
    expect(measuredOf(join([node], sample))).toEqual({ n: [3] });
  });

  it('by the name its cluster has for the machine, which then counts once', () => {
    const { nodes } = join([instance, node], toTestSample({ 'host.name': 'ip-10-0-0-1', 'gpu.index': '0' }));
    expect(nodes.map(({ node: one }) => [one.id, one.cluster, one.devices[0]?.readings.length])).toEqual([
      ['i', 'hall', 1],
    ]);
  });

  it("by Google's number of an instance", () => {
    const google = toTestResource('g', {
      kind: 'compute-instance',
      provider: 'google-cloud',
      account: 'lab',
      alias: '42',
    });
    const attributes = { 'gce.instance.id': '42', 'gpu.index': '1' };
    expect(measuredOf(join([google], toTestSample({ ...attributes, 'gce.project': 'lab' })))).toEqual({ g: [1] });
    expect(measuredOf(join([google], toTestSample({ ...attributes, 'gce.project': 'shop' })))).toEqual({ g: [] });
  });

  it('never by a name that two machines have, unless its cluster tells them apart', () => {
    const twins = [
      toTestResource('a', { name: 'x' }),
      toTestResource('b', { name: 'x', account: 'other', connectionId: 'o' }),
    ];
    const unclear = join(twins, toTestSample({ 'host.name': 'x', 'gpu.index': '0' }));
    expect(measuredOf(unclear)).toEqual({ a: [], b: [] });
    expect(unclear.unplaced.ambiguous).toBe(1);
    const told = toTestSample({ 'host.name': 'x', 'gpu.index': '0', 'k8s.cluster.name': 'other' });
    expect(measuredOf(join(twins, told))).toEqual({ a: [], b: [0] });
  });

  it('by UUID where another series tells the index beside it', () => {
    const whole = toTestSample({ 'host.name': 'n', 'gpu.index': '5', 'gpu.uuid': 'GPU-1' }, { metric: 'hw.power' });
    const { nodes } = join([toTestResource('n')], whole, toTestSample({ 'gpu.uuid': 'GPU-1' }));
    expect(nodes[0]?.node.devices[5]).toMatchObject({ index: 5, uuid: 'GPU-1', readings: [{}, {}] });
  });

  it('in order of UUID where nobody tells an index, the same after one of them has gone', () => {
    const samples = ['GPU-3', 'GPU-1', 'GPU-2'].map((uuid, place) =>
      toTestSample({ 'host.name': 'n', 'gpu.uuid': uuid }, { minutesAgo: place === 1 ? 25 : 1 }),
    );
    const devices = join([toTestResource('n')], ...samples).nodes[0]?.node.devices.slice(0, 4);
    expect(devices?.map(({ uuid, readings }) => [uuid, readings.length])).toEqual([
      ['GPU-1', 0],
      ['GPU-2', 1],
      ['GPU-3', 1],
      [null, 0],
    ]);
  });

  it('not by UUID where others are told by index alone: it may be one of them', () => {
    const { nodes, unplaced } = join(
      [toTestResource('n')],
      toTestSample({ 'host.name': 'n', 'gpu.index': '0' }),
      toTestSample({ 'host.name': 'n', 'gpu.uuid': 'GPU-1' }),
    );
    expect(nodes[0]?.node.devices.filter(({ readings }) => readings.length > 0)).toHaveLength(1);
    expect(unplaced.unclear).toBe(1);
  });
});

describe('how busy a device is', () => {
  const busyOf = (...samples: Parameters<typeof assembleTestFleet>[1][number][]) => {
    const device = join([toTestResource('n')], ...samples).nodes[0]?.node.devices[0];
    return device === undefined ? undefined : toBusy(device);
  };
  const own = { 'host.name': 'n', 'gpu.index': '0' };

  it('is the newest of the best metric, never a blend', () => {
    const busy = busyOf(
      toTestSample(own, { value: 0.9, metric: 'hw.gpu.utilization' }),
      toTestSample(own, { value: 0.2, minutesAgo: 3 }),
      toTestSample(own, { value: 0.4, minutesAgo: 2, connectionId: 'aws' }),
    );
    expect(busy).toMatchObject({ metric: 'gpu.sm.active', value: 0.4, connectionId: 'aws' });
  });

  it('is not known once the last sample is six intervals old', () => {
    expect(busyOf(toTestSample(own, { minutesAgo: 6 }))?.value).toBe(0.5);
    expect(busyOf(toTestSample(own, { minutesAgo: 6.01 }))).toBeNull();
  });

  it('is the sum of its slices by their shares, and not known while one of them is not measured', () => {
    const slice = (id: string, profile: string, value: number, minutesAgo = 1) =>
      toTestSample(
        { ...own, 'gpu.mig.id': id, 'gpu.mig.profile': profile },
        { metric: 'gpu.engine.active', value, minutesAgo },
      );
    expect(busyOf(slice('1', '3g.40gb', 1), slice('2', '4g.40gb', 0.5))?.value).toBeCloseTo(5 / 7);
    expect(busyOf(slice('1', '3g.40gb', 1), slice('2', '4g.40gb', 0.5, 9))).toBeNull();
    expect(busyOf(slice('1', 'odd', 1))).toBeNull();
  });
});
