import { describe, expect, it } from 'vitest';
import type { ExporterSeries } from './exporter-series';
import { toDcgmSeries } from './to-dcgm-series';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const device = { gpu: '3', UUID: 'GPU-1', Hostname: 'dgx-01' };
const identity = { 'gpu.uuid': 'GPU-1', 'host.name': 'dgx-01', 'gpu.index': '3' };

const series = (name: string, labels: Record<string, string>, ...values: string[]): ExporterSeries => ({
  name,
  labels: { ...device, ...labels },
  samples: values.map((value, index) => ({ at: at(index * 30), value })),
});
const counted = (xid: string, ...values: string[]) =>
  series('DCGM_EXP_XID_ERRORS_COUNT', { xid, window_size_in_ms: '300000' }, ...values);
const gauge = (...values: string[]) => series('DCGM_FI_DEV_XID_ERRORS', {}, ...values);

describe('counted XIDs', () => {
  it('are told by their code for as long as they are in the window, not by how often they came', async () => {
    expect(await toDcgmSeries([counted('119', '0', '1', '3', '0'), counted('79', '1')])).toEqual([
      {
        metric: 'gpu.xid',
        definition: 'DCGM_EXP_XID_ERRORS_COUNT',
        subject: 'accelerator',
        attributes: { ...identity, code: '119' },
        points: [
          { at: at(30), value: 119 },
          { at: at(60), value: 119 },
        ],
      },
      expect.objectContaining({ attributes: { ...identity, code: '79' }, points: [{ at: at(0), value: 79 }] }),
    ]);
  });

  it('that the sticky gauge shows are told by it alone, and those it missed beside it', async () => {
    const told = await toDcgmSeries([counted('119', '1', '1'), counted('79', '1', '1'), gauge('0', '79')]);
    expect(
      told.map(({ definition, attributes: { code }, points }) => [definition, code, points.at(-1)?.value]),
    ).toEqual([
      ['DCGM_FI_DEV_XID_ERRORS', undefined, 79],
      ['DCGM_EXP_XID_ERRORS_COUNT', '119', 119],
    ]);
  });

  it('of a device are told once, though the exporter repeats them for each slice', async () => {
    const slices = ['1', '2'].map((id) => series('DCGM_EXP_XID_ERRORS_COUNT', { xid: '31', GPU_I_ID: id }, '1'));
    expect(await toDcgmSeries(slices)).toMatchObject([{ attributes: { ...identity, code: '31' } }]);
  });

  it('are none where nothing was counted, or the code is none', async () => {
    const none = [counted('79', '0'), counted('', '0'), counted('0', '2'), counted('many', '2'), counted('79', '')];
    expect(await toDcgmSeries(none)).toEqual([]);
  });
});
