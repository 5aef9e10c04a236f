'use client';
import { PanelSources } from '@/components/overview/panel-sources';
import { Instant } from '@/components/time/instant';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { GpuDeviceView, GpuNode } from '@/lib/api/contracts/gpu-nodes';
import type { MetricName } from '@/lib/domain/metric';
import { formatQuantity } from '@/lib/format/format-number';
import { formatMeasure, formatPercent, nameMetric } from '@/lib/format/metric-words';
import { gpuHealthWords, gpuUseWords } from '../gpu-words';
import { AllocationText } from '../holder-link';
import { useDeviceHref } from '../use-device-href';
import { greatestReading, isBySlice, isInSlices, newestOf, newestReading } from './newest-reading';

const otherMetrics = ['hw.gpu.memory.usage', 'hw.power', 'hw.temperature'] as const satisfies readonly MetricName[];

/** A node's devices, each definition of busy in a column of its own. */
export function DeviceTable({ node, isRefreshing }: { node: GpuNode; isRefreshing: boolean }) {
  const toHref = useDeviceHref();
  return (
    <Panel
      title="Devices"
      unit={formatQuantity(node.devices.length, 'GPU')}
      sources={<PanelSources sources={node.sources} />}
      isRefreshing={isRefreshing}
    >
      <TableRegion label="Devices">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                GPU
              </HeaderCell>
              <HeaderCell>Health</HeaderCell>
              <HeaderCell>Use</HeaderCell>
              <HeaderCell>Held by</HeaderCell>
              {[...busyMetrics, ...otherMetrics].map((metric) => (
                <HeaderCell key={metric} isNumeric>
                  {nameMetric(metric)}
                </HeaderCell>
              ))}
              <HeaderCell>Measured</HeaderCell>
              <HeaderCell isNumeric>Index</HeaderCell>
              <HeaderCell>UUID</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {node.devices.map((device) => (
              <DeviceRow key={device.slot} href={toHref(node.id, device.slot)} device={device} />
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function DeviceRow({ href, device }: { href: string; device: GpuDeviceView }) {
  const newest = newestOf(device.readings);
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap">
        <TextLink href={href}>GPU {device.slot}</TextLink>
      </Cell>
      <Cell className="whitespace-nowrap">
        <StatusMark {...gpuHealthWords[device.health]} />
        {device.findings[0] === undefined ? null : (
          <span className="ml-1 text-meta text-muted" title={device.findings.join(' ')}>
            {formatQuantity(device.findings.length, 'finding')}
          </span>
        )}
      </Cell>
      <Cell>{gpuUseWords[device.use].word}</Cell>
      <Cell>
        <AllocationText allocation={device.allocation} />
      </Cell>
      {busyMetrics.map((metric) => (
        <Cell key={metric} isNumeric className="whitespace-nowrap">
          <BusyText device={device} metric={metric} />
        </Cell>
      ))}
      {otherMetrics.map((metric) => (
        <Cell key={metric} isNumeric className="whitespace-nowrap">
          <ReadingText device={device} metric={metric} />
        </Cell>
      ))}
      <Cell className="whitespace-nowrap">
        {newest === null ? <Missing reason="Nobody measured it lately" /> : <Instant at={newest.at} as="age" />}
      </Cell>
      <Cell isNumeric>{device.index ?? <Missing reason="No source tells how the driver counts it" />}</Cell>
      <Cell className="whitespace-nowrap">
        {device.uuid === null ? (
          <Missing reason="No source tells its UUID" />
        ) : (
          <Identifier value={device.uuid} subject={`UUID of GPU ${device.slot}`} />
        )}
      </Cell>
    </TableRow>
  );
}

function BusyText({ device, metric }: { device: GpuDeviceView; metric: BusyMetric }) {
  const { busy, readings } = device;
  const told = busy.find((one) => one.metric === metric);
  if (told !== undefined) {
    return <span title={`${told.definition}, ${told.connectionName}`}>{formatPercent(told.value * 100)}</span>;
  }
  // What sources say of the whole reads 0 of a device in slices, whatever those do.
  if (isInSlices(readings)) return <BySlice />;
  if (newestReading(readings, metric) === null) return <NoReading device={device} metric={metric} />;
  return <Missing reason={`${nameMetric(metric)}: what was measured does not tell of the whole GPU now`} />;
}

function ReadingText({ device, metric }: { device: GpuDeviceView; metric: MetricName }) {
  const read = metric === 'hw.temperature' ? greatestReading : newestReading;
  const reading = read(device.readings, metric);
  if (reading === null) return <NoReading device={device} metric={metric} />;
  const limit = metric === 'hw.gpu.memory.usage' ? newestReading(device.readings, 'hw.gpu.memory.limit') : null;
  return (
    <span title={[reading.definition, ...Object.values(reading.attributes), reading.connectionName].join(', ')}>
      {formatMeasure(reading.value, reading.unit)}
      {limit === null ? null : <span className="text-muted"> of {formatMeasure(limit.value, limit.unit)}</span>}
    </span>
  );
}

function NoReading({ device: { readings }, metric }: { device: GpuDeviceView; metric: MetricName }) {
  if (isBySlice(readings, metric)) return <BySlice />;
  return <Missing reason={`${nameMetric(metric)}: nobody measured it lately`} />;
}

function BySlice() {
  return <span className="text-muted">by slice, see its page</span>;
}
