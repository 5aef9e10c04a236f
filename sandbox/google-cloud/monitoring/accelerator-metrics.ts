import { agentMetrics } from './agent-metrics';
import { kubernetesMetrics } from './kubernetes-metrics';
import type { MetricSource } from './metric-source';
import { tpuMetrics } from './tpu-metrics';

/** Every metric of accelerators. */
export const acceleratorMetrics: readonly MetricSource[] = [...agentMetrics, ...kubernetesMetrics, ...tpuMetrics];
