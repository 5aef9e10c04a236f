import { expect, it } from 'vitest';
import { stepMs } from '../plan-windows';
import { vllmGroup } from './vllm';

const served = (name: string, values: string[]) => ({
  name,
  labels: {
    job: 'llm',
    instance: '10.0.0.7:8000',
    namespace: 'serving',
    pod: 'llama-0',
    model_name: 'llama-3-8b',
    engine: '0',
  },
  samples: values.map((value, step) => ({ at: new Date(step * stepMs), value })),
});

it('keeps what each counter reads, told apart by what it counts', () => {
  const series = vllmGroup.toSeries([
    served('vllm:prompt_tokens_total', ['1200', '1.5e3', 'NaN', '10']),
    served('vllm:generation_tokens_total', ['7']),
    served('vllm:num_requests_running', ['3']),
  ]);
  expect(series.map(({ points }) => points.map(({ value }) => value))).toEqual([[1200, 1500, 10], [7]]);
  expect(series.map(({ attributes }) => attributes['token.kind'])).toEqual(['prompt', 'generation']);
  expect(series[0]).toMatchObject({
    metric: 'llm.tokens',
    subject: 'container',
    attributes: {
      resource: 'llm/10.0.0.7:8000',
      'k8s.namespace.name': 'serving',
      'k8s.pod.name': 'llama-0',
      'llm.model': 'llama-3-8b',
    },
  });
});

it('asks for both counters at once', () => {
  expect(vllmGroup.queries.map(({ expression }) => expression)).toEqual([
    `last_over_time({__name__=~"vllm:prompt_tokens_total|vllm:generation_tokens_total"}[${stepMs / 1000}s])`,
  ]);
});
