import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MetricName, metricSubjects, metrics } from '@/lib/domain/metric';
import { fromLabelName, fromLabelValue, toLabelName, toLabelValue } from './label-names';
import { fromLabels, toLabels, toSeriesName } from './series-labels';

const names = Object.keys(metrics) as MetricName[];
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => one.isWellFormed() && !one.includes('\0'));
/** Keys full of what is hard to keep apart. */
const key = fc.oneof(text, fc.stringMatching(/^[aX._0-9f-]{0,8}$/));

describe('names in an engine', () => {
  it.each([
    ['gpu.uuid', 'attr_gpu_uuid'],
    ['pod_name', 'attr_pod__name'],
    ['error.type_of.it', 'attr_error_type__of_it'],
    ['a..b', 'attr_aX2eXX2eXb'],
    ['Zone', 'attr_X5aXone'],
    ['', 'attr_'],
  ])('%j becomes %j', (given, expected) => {
    expect(toLabelName(given)).toBe(expected);
    expect(fromLabelName(expected)).toBe(given);
  });

  it('take any key there and back, in letters that every engine takes', () => {
    fc.assert(
      fc.property(key, (one) => {
        const label = toLabelName(one);
        expect(label).toMatch(/^attr_[A-Za-z0-9_]*$/);
        expect(fromLabelName(label)).toBe(one);
      }),
    );
  });

  it('take any value there and back, and never as an empty one, which would be none', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.stringMatching(/^[\\a]{0,4}$/)), (value) => {
        expect(toLabelValue(value)).not.toBe('');
        expect(fromLabelValue(toLabelValue(value))).toBe(value);
      }),
    );
  });

  it('take any series there and back', () => {
    const series = fc.record({
      connectionId: fc.uuid(),
      metric: fc.constantFrom(...names),
      definition: text,
      subject: fc.constantFrom(...metricSubjects),
      attributes: fc.dictionary(key, text, { maxKeys: 5 }).map((entries) => ({ ...entries })),
    });
    const hard = {
      connectionId: 'c',
      metric: 'hw.power',
      definition: '',
      subject: 'accelerator',
      attributes: Object.fromEntries([['__proto__', '']]),
    } as const;
    fc.assert(
      fc.property(series, (one) => {
        const labels = toLabels(one);
        expect(labels.map(({ name }) => name)).toEqual(labels.map(({ name }) => name).toSorted());
        const record = Object.fromEntries(labels.map(({ name, value }) => [name, value]));
        expect(fromLabels(record)).toEqual({ ...one, unit: metrics[one.metric].unit });
      }),
      { examples: [[hard]] },
    );
  });

  it('tell every metric from every other', () => {
    expect(new Set(names.map(toSeriesName)).size).toBe(names.length);
    for (const name of names) expect(toSeriesName(name)).toMatch(/^millwright_[a-z0-9_]+$/);
  });

  it('leave out what a replica or a proxy added, and know what is not ours', () => {
    const labels = {
      __name__: 'millwright_hw_power',
      connection: 'c',
      definition: 'd',
      metric: 'hw.power',
      subject: 'accelerator',
      unit: 'W',
      attr_gpu_uuid: 'GPU-1',
      replica: 'b',
    };
    expect(fromLabels(labels)?.attributes).toEqual({ 'gpu.uuid': 'GPU-1' });
    expect(fromLabels({ ...labels, metric: 'hw.unheard.of' })).toBeNull();
    expect(fromLabels({ ...labels, subject: 'teapot' })).toBeNull();
    expect(fromLabels({ __name__: 'up', job: 'node' })).toBeNull();
  });
});
