import { toCircuitAttributes } from './circuit-attributes';
import { connectionMonitorMetrics } from './connection-monitor-metrics';
import { type MetricGroup, times } from './metric-group';

const percent = { toValue: times(1 / 100), units: ['Percent', 'Count', 'Unspecified'] } as const;
const bits = { toValue: times(1 / 8), units: ['BitsPerSecond'] } as const;
const mebibytes = { toValue: times(2 ** 20), units: ['Count', 'Bytes', 'Unspecified'] } as const;
const plain = { toValue: times(1), units: ['Count', 'Unspecified'] } as const;
const receive = { direction: 'receive' };
const transmit = { direction: 'transmit' };

const workspaces = 'microsoft.machinelearningservices/workspaces';
const circuits = 'microsoft.network/expressroutecircuits';
const ports = 'microsoft.network/expressrouteports';
const gateways = 'microsoft.network/virtualnetworkgateways';

const device = {
  type: workspaces,
  namespace: 'Microsoft.MachineLearningServices/workspaces',
  subject: 'accelerator',
  grainSeconds: 60,
  dimensions: { InstanceId: 'host.name', DeviceId: 'gpu.index', ComputeName: 'cluster' },
} as const;
const circuit = {
  type: circuits,
  namespace: 'Microsoft.Network/expressRouteCircuits',
  subject: 'link',
  toAttributes: toCircuitAttributes,
} as const;
const port = {
  type: ports,
  namespace: 'Microsoft.Network/expressRoutePorts',
  subject: 'link',
  grainSeconds: 60,
} as const;
/** VPN gateways measure in steps of five minutes, no finer. */
const gateway = {
  type: gateways,
  namespace: 'Microsoft.Network/virtualNetworkGateways',
  subject: 'link',
  grainSeconds: 300,
} as const;
const tunnel = { ConnectionName: 'connection', RemoteIP: 'remote.address', Instance: 'instance' };

/**
 * Everything that is read of Azure's metrics, from Microsoft's reference of supported metrics. Totals are of one grain,
 * so a rate or power is the total over the grain's seconds. Azure measures no GPU of a virtual machine from outside, so
 * of GPU machines there is what their host sees.
 */
export const metricGroups: readonly MetricGroup[] = [
  {
    type: 'microsoft.compute/virtualmachines',
    namespace: 'Microsoft.Compute/virtualMachines',
    subject: 'host',
    grainSeconds: 60,
    aggregation: 'average',
    dimensions: {},
    metrics: [{ name: 'Percentage CPU', metric: 'host.cpu.utilization', ...percent }],
  },
  {
    ...device,
    aggregation: 'average',
    metrics: [
      { name: 'GpuUtilizationPercentage', metric: 'hw.gpu.utilization', ...percent },
      { name: 'GpuUtilizationMilliGPUs', metric: 'hw.gpu.utilization', ...plain, toValue: times(1 / 1000) },
      { name: 'GpuMemoryUtilizationPercentage', metric: 'hw.gpu.memory.utilization', ...percent },
      { name: 'GpuMemoryUtilizationMegabytes', metric: 'hw.gpu.memory.usage', ...mebibytes },
      { name: 'GpuMemoryCapacityMegabytes', metric: 'hw.gpu.memory.limit', ...mebibytes },
    ],
  },
  {
    ...device,
    aggregation: 'total',
    metrics: [
      { name: 'GpuEnergyJoules', metric: 'hw.power', ...plain, toValue: times(1 / 60) },
      {
        name: 'IBReceiveMegabytes',
        metric: 'fabric.io.rate',
        ...mebibytes,
        toValue: times(1e6 / 60),
        attributes: receive,
      },
      {
        name: 'IBTransmitMegabytes',
        metric: 'fabric.io.rate',
        ...mebibytes,
        toValue: times(1e6 / 60),
        attributes: transmit,
      },
    ],
  },
  {
    ...circuit,
    grainSeconds: 60,
    aggregation: 'average',
    dimensions: { PeeringType: 'peering', Peer: 'path' },
    metrics: [
      { name: 'ArpAvailability', metric: 'link.state', ...percent },
      { name: 'BgpAvailability', metric: 'link.bgp.state', ...percent },
    ],
  },
  {
    ...circuit,
    grainSeconds: 60,
    aggregation: 'average',
    dimensions: { PeeringType: 'peering', DeviceRole: 'path' },
    metrics: [
      { name: 'BitsInPerSecond', metric: 'link.io.rate', ...bits, attributes: receive },
      { name: 'BitsOutPerSecond', metric: 'link.io.rate', ...bits, attributes: transmit },
    ],
  },
  {
    ...circuit,
    grainSeconds: 300,
    aggregation: 'average',
    dimensions: {},
    metrics: [
      { name: 'QosDropBitsInPerSecond', metric: 'link.io.drop.rate', ...bits, attributes: receive },
      { name: 'QosDropBitsOutPerSecond', metric: 'link.io.drop.rate', ...bits, attributes: transmit },
    ],
  },
  {
    ...port,
    aggregation: 'average',
    dimensions: { Link: 'link' },
    metrics: [
      { name: 'LineProtocol', metric: 'link.state', ...plain },
      { name: 'PortBitsInPerSecond', metric: 'link.io.rate', ...bits, attributes: receive },
      { name: 'PortBitsOutPerSecond', metric: 'link.io.rate', ...bits, attributes: transmit },
    ],
  },
  {
    ...port,
    aggregation: 'average',
    dimensions: { Link: 'link', Lane: 'lane' },
    metrics: [
      { name: 'RxLightLevel', metric: 'link.optical.power', ...plain, attributes: receive },
      { name: 'TxLightLevel', metric: 'link.optical.power', ...plain, attributes: transmit },
    ],
  },
  {
    type: 'microsoft.network/connections',
    namespace: 'Microsoft.Network/connections',
    subject: 'link',
    grainSeconds: 60,
    aggregation: 'average',
    dimensions: {},
    metrics: [
      { name: 'BitsInPerSecond', metric: 'link.io.rate', ...bits, attributes: receive },
      { name: 'BitsOutPerSecond', metric: 'link.io.rate', ...bits, attributes: transmit },
    ],
  },
  {
    ...gateway,
    aggregation: 'average',
    dimensions: tunnel,
    // Bytes a second, where circuits say bits; both directions together.
    metrics: [{ name: 'TunnelAverageBandwidth', metric: 'link.io.rate', toValue: times(1), units: ['BytesPerSecond'] }],
  },
  {
    ...gateway,
    aggregation: 'total',
    dimensions: tunnel,
    metrics: [
      {
        name: 'TunnelIngressBytes',
        metric: 'link.io.rate',
        toValue: times(1 / 300),
        units: ['Bytes'],
        attributes: receive,
      },
      {
        name: 'TunnelEgressBytes',
        metric: 'link.io.rate',
        toValue: times(1 / 300),
        units: ['Bytes'],
        attributes: transmit,
      },
      {
        name: 'TunnelIngressPacketDropCount',
        metric: 'link.packet.drop.rate',
        ...plain,
        toValue: times(1 / 300),
        attributes: receive,
      },
      {
        name: 'TunnelEgressPacketDropCount',
        metric: 'link.packet.drop.rate',
        ...plain,
        toValue: times(1 / 300),
        attributes: transmit,
      },
    ],
  },
  {
    ...gateway,
    aggregation: 'average',
    dimensions: { BgpPeerAddress: 'bgp.peer', Instance: 'instance' },
    metrics: [{ name: 'BgpPeerStatus', metric: 'link.bgp.state', ...plain }],
  },
  ...connectionMonitorMetrics,
];
