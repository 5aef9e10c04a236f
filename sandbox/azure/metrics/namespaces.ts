import { circuitMetrics, portMetrics } from './circuit-metrics';
import { connectionMetrics } from './connection-metrics';
import { gatewayMetrics } from './gateway-metrics';
import { machineMetrics } from './machine-metrics';
import type { MetricNamespace } from './metric-definition';
import { monitorMetrics } from './monitor-metrics';
import { lustreMetrics, netAppMetrics, storageAccountMetrics } from './storage-metrics';
import { workspaceMetrics } from './workspace-metrics';

const namespaces: readonly MetricNamespace[] = [
  machineMetrics,
  workspaceMetrics,
  circuitMetrics,
  portMetrics,
  connectionMetrics,
  gatewayMetrics,
  monitorMetrics,
  storageAccountMetrics,
  netAppMetrics,
  lustreMetrics,
];

/** The metrics of a type, named in whatever case; undefined when the face measures nothing of it. */
export function findNamespace(name: string): MetricNamespace | undefined {
  return namespaces.find(({ type }) => type === name.toLowerCase());
}
