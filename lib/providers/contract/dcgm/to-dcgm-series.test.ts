import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dcgmNames, fieldOf } from './dcgm-fields';
import type { ExporterSeries } from './exporter-series';
import { toDcgmSeries } from './to-dcgm-series';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const device = { gpu: '3', UUID: 'GPU-1', Hostname: 'dgx-01', modelName: 'NVIDIA H100 80GB HBM3' };

function series(name: string, values: string[], labels: Record<string, string> = device): ExporterSeries {
  return { name, labels, samples: values.map((value, index) => ({ at: at(index * 30), value })) };
}

const valuesOf = async (name: string, ...values: string[]) =>
  (await toDcgmSeries([series(name, values)])).flatMap(({ points }) => points.map(({ value }) => value));

describe('DCGM series', () => {
  it.each([
    ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_GPU_UTIL_RATIO', '50', 'hw.gpu.utilization', 0.5],
    ['DCGM_FI_PROF_GR_ENGINE_ACTIVE', 'DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO', '0.5', 'gpu.engine.active', 0.5],
    ['DCGM_FI_PROF_SM_ACTIVE', 'DCGM_FI_PROF_SM_UTIL_RATIO', '0.25', 'gpu.sm.active', 0.25],
    ['DCGM_FI_PROF_PIPE_TENSOR_ACTIVE', 'DCGM_FI_PROF_TENSOR_UTIL_RATIO', '0.125', 'gpu.tensor.active', 0.125],
    ['DCGM_FI_PROF_DRAM_ACTIVE', 'DCGM_FI_PROF_DRAM_UTIL_RATIO', '0.5', 'gpu.memory.bandwidth.active', 0.5],
    ['DCGM_FI_DEV_POWER_USAGE', 'DCGM_FI_DEV_BOARD_POWER_WATTS', '612.5', 'hw.power', 612.5],
    ['DCGM_FI_DEV_GPU_TEMP', 'DCGM_FI_DEV_GPU_TEMP_CELSIUS', '64', 'hw.temperature', 64],
    ['DCGM_FI_DEV_XID_ERRORS', 'DCGM_FI_DEV_XID_ERROR', '79', 'gpu.xid', 79],
  ] as const)('of %s and %s are one and the same', async (old, renamed, text, metric, value) => {
    const expected = { metric, definition: old, points: [{ at: at(0), value }] };
    expect(await toDcgmSeries([series(old, [text])])).toMatchObject([expected]);
    expect(await toDcgmSeries([series(renamed, [text])])).toMatchObject([expected]);
    expect(await toDcgmSeries([series(old, [text]), series(renamed, ['', text])])).toHaveLength(1);
  });

  it('take memory in MiB, and its used share for a share although it is named a percentage', async () => {
    expect(await valuesOf('DCGM_FI_DEV_FB_USED', '81559')).toEqual([81_559 * 2 ** 20]);
    expect(await valuesOf('DCGM_FI_DEV_FB_USED_PERCENT', '0.75')).toEqual([0.75]);
    expect(await valuesOf('DCGM_FI_DEV_FB_USED_RATIO', '0.75')).toEqual([0.75]);
  });

  it('take energy in millijoules, throttling in nanoseconds, and NVLink in thousandths of KiB a second', async () => {
    expect(await valuesOf('DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', '2500')).toEqual([2.5]);
    expect(await valuesOf('DCGM_FI_DEV_POWER_VIOLATION', '3000000000')).toEqual([3]);
    expect(await valuesOf('DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL', '2')).toEqual([2_048_000]);
    expect(await valuesOf('DCGM_FI_DEV_NVLINK_THROUGHPUT_TOTAL', '2')).toEqual([2_048_000]);
    expect(await valuesOf('DCGM_FI_PROF_NVLINK_TX_BYTES', '2048000')).toEqual([2_048_000]);
  });

  it('of health are 0 ok, 1 degraded, 2 failed, each subsystem apart', async () => {
    const health = await toDcgmSeries([
      series('DCGM_EXP_GPU_HEALTH_STATUS', ['0', '10', '20'], { ...device, health_watch: 'PCIE' }),
      series('DCGM_EXP_GPU_HEALTH_STATUS', ['0'], { ...device, health_watch: 'MEM' }),
    ]);
    expect(health.map(({ points }) => points.map(({ value }) => value))).toEqual([[0, 1, 2], [0]]);
    expect(health.map(({ attributes }) => attributes.component)).toEqual(['PCIE', 'MEM']);
  });

  it.each([
    ['DCGM_FI_DEV_GPU_UTIL', '2147483632'],
    ['DCGM_FI_DEV_FB_USED', '2147483634'],
    ['DCGM_FI_DEV_FB_USED', '9223372036854775794'],
    ['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', '9223372036854775792'],
    ['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', '9.223372036854776e+18'],
    ['DCGM_FI_PROF_SM_ACTIVE', '140737488355328'],
    ['DCGM_FI_PROF_SM_ACTIVE', '140737488355330'],
    ['DCGM_FI_DEV_POWER_USAGE', '1.40737488355328e+14'],
    ['DCGM_FI_DEV_POWER_USAGE', 'NaN'],
    ['DCGM_FI_DEV_POWER_USAGE', '+Inf'],
    ['DCGM_FI_DEV_POWER_USAGE', ''],
  ])('have no point where %s is %s', async (name, blank) => {
    const good = fieldOf(name)?.type === 'double' ? '0.5' : '1';
    expect((await toDcgmSeries([series(name, [good, blank])]))[0]?.points.map((point) => point.at)).toEqual([at(0)]);
    expect(await toDcgmSeries([series(name, [blank])])).toEqual([]);
  });

  it('keep a counter that has grown past the 32-bit blank', async () => {
    expect(await valuesOf('DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', '2147483640')).toEqual([2_147_483.64]);
  });

  it('never turn a blank into a value', async () => {
    const blank = fc.double({ min: 140_737_488_355_328, noNaN: true }).map(String);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...dcgmNames), blank, async (name, text) => {
        const huge = fieldOf(name)?.type === 'counter' && Number(text) < 2 ** 63;
        expect(await toDcgmSeries([series(name, [text])])).toHaveLength(huge ? 1 : 0);
      }),
    );
  });

  it('know a device by its UUID, whatever the host label is called', async () => {
    const { Hostname, ...rest } = device;
    const renamed = { ...rest, hostname: Hostname };
    const both = await toDcgmSeries([
      series('DCGM_FI_DEV_GPU_TEMP', ['50']),
      { ...series('DCGM_FI_DEV_GPU_TEMP', ['51'], renamed), samples: [{ at: at(30), value: '51' }] },
    ]);
    expect(both).toHaveLength(1);
    expect(both[0]).toMatchObject({
      attributes: { 'gpu.uuid': 'GPU-1', 'host.name': 'dgx-01', 'gpu.index': '3' },
      points: [{ value: 50 }, { value: 51 }],
    });
  });

  describe('of an exporter that calls its host by the name of its own pod', () => {
    const name = 'DCGM_FI_DEV_GPU_TEMP';
    const hostsOf = async (...served: ExporterSeries[]) =>
      (await toDcgmSeries(served)).map(({ attributes }) => attributes['host.name']);
    const ofPod = (pod: string, labels: Record<string, string> = {}) => ({
      ...device,
      Hostname: pod,
      pod,
      node: 'gpu-01',
      ...labels,
    });

    it('have the node for a host, so that a new pod of the exporter starts no new series', async () => {
      const served = [
        series(name, ['50'], ofPod('gpu-metrics-x7k2p')),
        { ...series(name, [], ofPod('gpu-metrics-q9d4z')), samples: [{ at: at(30), value: '51' }] },
      ];
      expect(await toDcgmSeries(served)).toMatchObject([
        {
          attributes: { 'gpu.uuid': 'GPU-1', 'host.name': 'gpu-01', 'gpu.index': '3' },
          points: [{ value: 50 }, { value: 51 }],
        },
      ]);
      const { Hostname, ...renamed } = ofPod('gpu-metrics-x7k2p');
      expect(await hostsOf(series(name, ['50'], { ...renamed, hostname: Hostname }))).toEqual(['gpu-01']);
    });

    it('have it too where a holder’s pod stands in the place of the exporter’s', async () => {
      const idle = series(name, ['50'], ofPod('gpu-metrics-x7k2p', { gpu: '4', UUID: 'GPU-2' }));
      const held = series(name, ['50'], ofPod('gpu-metrics-x7k2p', { pod: 'train-0' }));
      expect(await hostsOf(held, idle)).toEqual(['gpu-01', 'gpu-01']);
      expect(await hostsOf(series(name, ['50'], ofPod('nvidia-dcgm-exporter-cwbcm', { pod: 'train-0' })))).toEqual([
        'gpu-01',
      ]);
    });

    it('keep what the exporter says where it says a host, or where no node is told', async () => {
      expect(await hostsOf(series(name, ['50'], ofPod('gpu-metrics-x7k2p', { Hostname: 'dgx-01' })))).toEqual([
        'dgx-01',
      ]);
      expect(await hostsOf(series(name, ['50'], ofPod('gpu-metrics-x7k2p', { node: '' })))).toEqual([
        'gpu-metrics-x7k2p',
      ]);
    });
  });

  it('without a UUID know it by host and index, and without either leave it out', async () => {
    const [found] = await toDcgmSeries([series('DCGM_FI_DEV_GPU_TEMP', ['50'], { gpu: '3', hostname: 'dgx-01' })]);
    expect(found?.attributes).toEqual({ 'host.name': 'dgx-01', 'gpu.index': '3' });
    expect(await toDcgmSeries([series('DCGM_FI_DEV_GPU_TEMP', ['50'], { gpu: '3' })])).toEqual([]);
    expect(await toDcgmSeries([series('DCGM_FI_DEV_GPU_TEMP', ['50'], { hostname: 'dgx-01' })])).toEqual([]);
  });

  it('of pods that share a device are one, each moment once', async () => {
    const read = await toDcgmSeries([
      series('DCGM_FI_DEV_GPU_UTIL', ['80', '81'], { ...device, pod: 'a' }),
      series('DCGM_FI_DEV_GPU_UTIL', ['80', '81', '82'], { ...device, exported_pod: 'b' }),
    ]);
    const shared = read.filter(({ metric }) => metric !== 'gpu.held');
    expect(shared).toHaveLength(1);
    expect(shared[0]?.points.map(({ value }) => value)).toEqual([0.8, 0.81, 0.82]);
  });

  it('of a device go before the parts that an exporter tells of each pod', async () => {
    const parts = ['30', '50'].map((part, pod) =>
      series('DCGM_FI_DEV_FB_USED', [part, part], { ...device, pod: `pod-${pod}` }),
    );
    const whole = series('DCGM_FI_DEV_FB_USED', ['85']);
    for (const served of [
      [whole, ...parts],
      [...parts, whole],
    ]) {
      const [used] = await toDcgmSeries(served);
      expect(used?.points.map(({ value }) => value / 2 ** 20)).toEqual([85, 50]);
    }
  });

  it('know which of two clusters’ hosts of one name a device is in', async () => {
    const inCluster = (label: string, name: string) =>
      toDcgmSeries([series('DCGM_FI_DEV_GPU_TEMP', ['50'], { gpu: '0', hostname: 'gpu-01', [label]: name })]);
    expect(await inCluster('cluster', 'one')).toMatchObject([{ attributes: { 'k8s.cluster.name': 'one' } }]);
    expect(await inCluster('k8s_cluster_name', 'two')).toMatchObject([{ attributes: { 'k8s.cluster.name': 'two' } }]);
  });

  it('of the last XID stay one sticky series when the code changes', async () => {
    const [found, ...rest] = await toDcgmSeries([
      { ...series('DCGM_FI_DEV_XID_ERRORS', ['31', '31'], { ...device, err_code: '31', err_msg: 'page fault' }) },
      {
        ...series('DCGM_FI_DEV_XID_ERRORS', [], { ...device, err_code: '79' }),
        samples: [{ at: at(60), value: '79' }],
      },
    ]);
    expect(rest).toEqual([]);
    expect(found?.attributes).toEqual({ 'gpu.uuid': 'GPU-1', 'host.name': 'dgx-01', 'gpu.index': '3' });
    expect(found?.points.map(({ value }) => value)).toEqual([31, 31, 79]);
  });

  it('of a slice say nothing of the device’s utilisation, and keep what tells slices apart', async () => {
    const slice = { ...device, GPU_I_ID: '7', GPU_I_PROFILE: '1g.10gb' };
    expect(await toDcgmSeries([series('DCGM_FI_DEV_GPU_UTIL', ['0'], slice)])).toEqual([]);
    const [found] = await toDcgmSeries([series('DCGM_FI_PROF_GR_ENGINE_ACTIVE', ['0.5'], slice)]);
    expect(found?.attributes).toMatchObject({ 'gpu.mig.id': '7', 'gpu.mig.profile': '1g.10gb' });
  });

  it.each([
    ['DCGM_FI_DEV_POWER_USAGE', '52.6'],
    ['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', '1000'],
    ['DCGM_FI_DEV_GPU_TEMP', '50'],
    ['DCGM_FI_DEV_POWER_VIOLATION', '5'],
    ['DCGM_FI_DEV_XID_ERRORS', '79'],
    ['DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', '2'],
    ['DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL', '7'],
    ['DCGM_FI_PROF_PCIE_TX_BYTES', '7'],
  ])('of a device’s %s are told once, though the exporter repeats it for each slice', async (name, value) => {
    const slices = ['1', '2', '3'].map((id) => ({ ...device, GPU_I_ID: id, GPU_I_PROFILE: '1g.6gb' }));
    const [found, ...rest] = await toDcgmSeries(slices.map((labels) => series(name, [value], labels)));
    expect(rest).toEqual([]);
    expect(found?.attributes).not.toHaveProperty('gpu.mig.id');
  });

  it('sum the memory there is from its parts, only where all are known', async () => {
    const parts = [
      series('DCGM_FI_DEV_FB_USED', ['10', '20', '30']),
      series('DCGM_FI_DEV_FB_FREE', ['70', '60', '2147483632']),
      series('DCGM_FI_DEV_FB_RESERVED', ['1', '1', '1']),
    ];
    const limit = (await toDcgmSeries(parts)).find(({ metric }) => metric === 'hw.gpu.memory.limit');
    expect(limit?.definition).toBe('DCGM_FI_DEV_FB_USED+DCGM_FI_DEV_FB_FREE+DCGM_FI_DEV_FB_RESERVED');
    expect(limit?.points.map(({ value }) => value)).toEqual([81 * 2 ** 20, 81 * 2 ** 20]);
    const withoutReserved = await toDcgmSeries(parts.slice(0, 2));
    expect(withoutReserved.map(({ metric }) => metric)).toEqual(['hw.gpu.memory.usage']);
    const served = await toDcgmSeries([...parts, series('DCGM_FI_DEV_FB_TOTAL', ['81'])]);
    const limits = served.filter(({ metric }) => metric === 'hw.gpu.memory.limit');
    expect(limits.map(({ definition }) => definition)).toEqual(['DCGM_FI_DEV_FB_TOTAL']);
  });

  it('leave out what has no canonical metric, above all the copy engine, which is not memory in use', async () => {
    const names = ['DCGM_FI_DEV_MEM_COPY_UTIL', 'DCGM_FI_DEV_SM_CLOCK', 'up', 'toString'];
    expect(await toDcgmSeries(names.map((name) => series(name, ['1'])))).toEqual([]);
  });
});
