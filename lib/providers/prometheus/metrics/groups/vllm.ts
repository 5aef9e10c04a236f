import type { MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { toPoints } from '../values';

/** Counters of vLLM's servers, and whether they count what was asked or what was answered. */
const kinds: Readonly<Record<string, 'prompt' | 'generation'>> = {
  'vllm:prompt_tokens_total': 'prompt',
  'vllm:generation_tokens_total': 'generation',
};

const labels = {
  'k8s.namespace.name': 'namespace',
  'k8s.pod.name': 'pod',
  'llm.model': 'model_name',
  'llm.engine': 'engine',
};

const fromCount = (value: number) => (value >= 0 ? value : null);

/** Tokens that vLLM worked on, each engine of a server by itself: what they count since the server started. */
export const vllmGroup = {
  name: 'vLLM',
  queries: [{ expression: lastOf(Object.keys(kinds)) }],
  toSeries: (served) => gatherSeries(served.flatMap(toTokenSeries)),
} satisfies MetricGroup;

function toTokenSeries({ name, labels: own, samples }: ServedSeries): MetricSeries[] {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return [];
  const attributes = { ...toTargetAttribute(own), ...pickLabels(own, labels), 'token.kind': kind };
  const points = toPoints(samples, fromCount);
  return [{ metric: 'llm.tokens', definition: name, subject: 'container', attributes, points }];
}
