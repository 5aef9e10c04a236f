import { describe, expect, it } from 'vitest';
import type { ExporterSeries } from './exporter-series';
import { toDcgmSeries } from './to-dcgm-series';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const device = { gpu: '3', UUID: 'GPU-1', Hostname: 'dgx-01' };
const identity = { 'gpu.uuid': 'GPU-1', 'host.name': 'dgx-01', 'gpu.index': '3' };
const engine = 'DCGM_FI_PROF_GR_ENGINE_ACTIVE';

function series(name: string, labels: Record<string, string>, seconds = [0, 30]): ExporterSeries {
  return { name, labels: { ...device, ...labels }, samples: seconds.map((second) => ({ at: at(second), value: '0' })) };
}

const heldOf = async (...served: ExporterSeries[]) =>
  (await toDcgmSeries(served)).filter(({ metric }) => metric === 'gpu.held');
const holdersOf = async (...served: ExporterSeries[]) =>
  (await heldOf(...served)).map(({ attributes }) => attributes['holder.name']);

describe('who holds a device', () => {
  it('is the pod that its labels name, at the time of each sample and however busy it is', async () => {
    expect(await heldOf(series(engine, { pod: 'train-0', namespace: 'research', container: 'main' }))).toEqual([
      {
        metric: 'gpu.held',
        definition: 'dcgm-exporter pod',
        subject: 'accelerator',
        attributes: {
          ...identity,
          'holder.kind': 'pod',
          'holder.name': 'train-0',
          'k8s.namespace.name': 'research',
        },
        points: [
          { at: at(0), value: 1 },
          { at: at(30), value: 1 },
        ],
      },
    ]);
  });

  it('is the job that a scheduler wrote down for it', async () => {
    expect(await heldOf(series(engine, { hpc_job: '4711' }))).toMatchObject([
      { definition: 'dcgm-exporter hpc_job', attributes: { 'holder.kind': 'job', 'holder.name': '4711' } },
    ]);
  });

  it('is nobody where no label names one, or an empty one does', async () => {
    expect(await heldOf(series(engine, {}), series(engine, { pod: '', namespace: '', hpc_job: '' }))).toEqual([]);
  });

  it('is told once of a device, by the first field that it has', async () => {
    const [util, used, busy] = ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_FB_USED', 'DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO'].map(
      (name, index) => series(name, { pod: 'a', container: `c${index}` }, [index * 10]),
    ) as [ExporterSeries, ExporterSeries, ExporterSeries];
    const momentsOf = async (...served: ExporterSeries[]) =>
      (await heldOf(...served)).map(({ points }) => points.map((p) => p.at));
    expect(await momentsOf(util, used, busy)).toEqual([[at(20)]]);
    expect(await momentsOf(busy, util, used)).toEqual([[at(20)]]);
    expect(await momentsOf(used, util)).toEqual([[at(0)]]);
    expect(await momentsOf(used)).toEqual([[at(10)]]);
    expect(await momentsOf(series('DCGM_FI_DEV_GPU_TEMP', { pod: 'a' }))).toEqual([]);
  });

  it('are all the pods that share it, and containers of one pod are one', async () => {
    expect(
      await holdersOf(
        series(engine, { pod: 'a', container: 'one' }),
        series(engine, { pod: 'a', container: 'two' }),
        series(engine, { pod: 'b', container: 'one' }),
      ),
    ).toEqual(['a', 'b']);
  });

  it('changes without its measurements becoming another series', async () => {
    const read = await toDcgmSeries([series(engine, { pod: 'a' }, [0, 30]), series(engine, { pod: 'b' }, [60])]);
    expect(read.map(({ metric, points }) => [metric, points.length])).toEqual([
      ['gpu.engine.active', 3],
      ['gpu.held', 2],
      ['gpu.held', 1],
    ]);
    expect(read[0]?.attributes).toEqual(identity);
  });

  it('is told of each slice apart', async () => {
    const slices = ['7', '8'].map((id) => series('DCGM_FI_DEV_GPU_UTIL', { GPU_I_ID: id, pod: `pod-${id}` }));
    expect(
      (await heldOf(...slices)).map(({ attributes }) => [attributes['gpu.mig.id'], attributes['holder.name']]),
    ).toEqual([
      ['7', 'pod-7'],
      ['8', 'pod-8'],
    ]);
  });

  it('is the pod that had to make way for the scraper’s own label, never the exporter’s', async () => {
    const exporter = { pod: 'metrics-x', namespace: 'monitoring', container: 'exporter' };
    const held = series(engine, {
      ...exporter,
      exported_pod: 'train-0',
      exported_namespace: 'research',
      exported_container: 'main',
    });
    const idle = series(engine, { ...exporter, gpu: '4', UUID: 'GPU-2' });
    expect((await heldOf(idle, held)).map(({ attributes }) => attributes)).toEqual([
      { ...identity, 'holder.kind': 'pod', 'holder.name': 'train-0', 'k8s.namespace.name': 'research' },
    ]);
    expect(await heldOf(series(engine, { pod: 'nvidia-dcgm-exporter-x7k2p', namespace: 'gpu-operator' }))).toEqual([]);
    const named = { ...exporter, Hostname: 'metrics-x', node: 'gpu-01' };
    expect(await heldOf(series(engine, named))).toEqual([]);
    expect(await holdersOf(series(engine, named), series(engine, { ...named, pod: 'train-0' }))).toEqual(['train-0']);
  });

  it('has no moment where there is no sample', async () => {
    expect(await heldOf(series(engine, { pod: 'a' }, []))).toEqual([]);
    expect(await holdersOf(series(engine, { pod: 'a' }, []), series('DCGM_FI_DEV_GPU_UTIL', { pod: 'a' }))).toEqual([
      'a',
    ]);
  });
});
