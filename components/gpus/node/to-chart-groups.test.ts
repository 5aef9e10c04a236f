import { describe, expect, test } from 'vitest';
import type { GpuHistory } from '@/lib/api/contracts/gpu-history';
import { metrics } from '@/lib/domain/metric';
import { toChartGroups } from './to-chart-groups';

type Series = GpuHistory['series'][number];

function series(
  metric: 'gpu.sm.active' | 'hw.power' | 'gpu.pcie.io.rate' | 'hw.gpu.utilization',
  rest: Partial<Series>,
): Series {
  return {
    metric,
    unit: metrics[metric].unit,
    says: metrics[metric].says,
    definition: 'OWN_NAME',
    connectionId: '0199a7b0-0000-7000-8000-000000000001',
    connectionName: 'Hall',
    attributes: {},
    mean: [1, null],
    min: [1, null],
    max: [1, null],
    rise: null,
    ...rest,
  };
}

describe('the charts of a device', () => {
  test('keep definitions apart by line, and name source and definition', () => {
    const { groups } = toChartGroups({
      series: [
        series('gpu.sm.active', { definition: 'SM_ACTIVE' }),
        series('hw.gpu.utilization', { definition: 'GPU_UTIL' }),
      ],
    });
    expect(groups).toHaveLength(1);
    expect(groups[0]?.series.map(({ label }) => label)).toEqual(['Kernel active', 'SM active']);
    expect(groups[0]?.definition).toContain('Measured as GPU_UTIL, SM_ACTIVE (Hall).');
  });

  test('tell lines of one metric by direction, by definition and by source', () => {
    const directions = toChartGroups({
      series: [
        series('gpu.pcie.io.rate', { attributes: { direction: 'transmit' } }),
        series('gpu.pcie.io.rate', { attributes: { direction: 'receive' } }),
      ],
    });
    expect(directions.groups[0]?.series.map(({ label }) => label)).toEqual(['transmit', 'receive']);
    const twins = toChartGroups({
      series: [series('hw.power', { definition: 'A' }), series('hw.power', { definition: 'B' })],
    });
    expect(twins.groups[0]?.series.map(({ label }) => label)).toEqual(['Power, A', 'Power, B']);
    const sources = toChartGroups({
      series: [series('hw.power', {}), series('hw.power', { connectionName: 'Cloud' })],
    });
    expect(sources.groups[0]?.series.map(({ label }) => label)).toEqual(['Power, Hall', 'Power, Cloud']);
  });

  test('show of a counter what it rose by', () => {
    const { groups } = toChartGroups({ series: [series('hw.power', { mean: [900, 950], rise: [null, 50] })] });
    expect(groups[0]?.series[0]?.values).toEqual([null, 50]);
    expect(groups[0]?.definition).toContain('what the counter rose by');
  });

  test('name what nobody measured, and draw none of it', () => {
    const { groups, unmeasured } = toChartGroups({ series: [series('hw.power', {})] });
    expect(groups.map(({ id }) => id)).toEqual(['power']);
    expect(unmeasured).toContain('Tensor active');
    expect(unmeasured).toContain('Temperature');
    expect(unmeasured).not.toContain('Power');
    // It is measured by host, so that no device lacks it.
    expect(unmeasured).not.toContain('Fabric throughput');
  });
});
