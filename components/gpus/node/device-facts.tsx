import { Instant } from '@/components/time/instant';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuDeviceView, GpuReadingView } from '@/lib/api/contracts/gpu-nodes';
import { formatMeasure, nameMetric } from '@/lib/format/metric-words';
import { nameProvider } from '@/lib/format/provider-words';
import { gpuHealthWords, gpuUseWords } from '../gpu-words';
import { AllocationText } from '../holder-link';

/** How a device stands now: its verdicts, who has it, and every newest reading with its source. */
export function DeviceFacts({ device }: { device: GpuDeviceView }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[21rem_minmax(0,1fr)]">
      <Panel title="Now">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 px-4 py-3 [&>dt]:text-muted">
          <dt>Health</dt>
          <dd>
            <StatusMark {...gpuHealthWords[device.health]} />
            {device.findings.map((finding) => (
              <p key={finding}>{finding}</p>
            ))}
          </dd>
          <dt>Use</dt>
          <dd>
            {gpuUseWords[device.use].word}: {gpuUseWords[device.use].says}
          </dd>
          <dt>Held by</dt>
          <dd className="min-w-0 overflow-x-auto">
            <AllocationText allocation={device.allocation} />
          </dd>
          <dt>Model</dt>
          <dd>{device.model}</dd>
          <dt>Index</dt>
          <dd>{device.index ?? <Missing reason="No source tells how the driver counts it" />}</dd>
          <dt>UUID</dt>
          <dd>
            {device.uuid === null ? (
              <Missing reason="No source tells it" />
            ) : (
              <Identifier value={device.uuid} subject="UUID" />
            )}
          </dd>
        </dl>
      </Panel>
      <Panel title="Newest readings" unit="as each source measured them">
        {device.readings.length === 0 ? (
          <p className="px-4 py-3">
            <StatusMark tone="unknown" word="Nobody measured it lately" />
          </p>
        ) : (
          <ReadingTable readings={device.readings} />
        )}
      </Panel>
    </div>
  );
}

function ReadingTable({ readings }: { readings: readonly GpuReadingView[] }) {
  return (
    <TableRegion label="Newest readings" className="max-h-80">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Metric
            </HeaderCell>
            <HeaderCell isNumeric>Value</HeaderCell>
            <HeaderCell>Measured</HeaderCell>
            <HeaderCell>Source’s name for it</HeaderCell>
            <HeaderCell className="pr-4">Source</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => (
            <TableRow key={toKey(reading)}>
              <Cell isPinned className="min-w-44 pl-4" title={reading.says.replaceAll('`', '')}>
                {nameMetric(reading.metric)}
                <span className="text-muted">{sayAttributes(reading.attributes)}</span>
              </Cell>
              <Cell isNumeric className="whitespace-nowrap">
                {formatMeasure(reading.value, reading.unit)}
              </Cell>
              <Cell className="whitespace-nowrap">
                <Instant at={reading.at} as="age" />
              </Cell>
              <Cell className="min-w-56">
                <code className="wrap-anywhere text-meta">{reading.definition}</code>
              </Cell>
              <Cell className="whitespace-nowrap pr-4">
                {reading.connectionName}
                <span className="text-muted">{sayProvider(reading)}</span>
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function toKey({ metric, definition, connectionId, attributes }: GpuReadingView): string {
  return [metric, definition, connectionId, ...Object.entries(attributes).flat()].join(' ');
}

/** The provider, where its connection is not called after it already. */
function sayProvider({ connectionName, provider }: GpuReadingView): string {
  const name = nameProvider(provider);
  return connectionName.includes(name) ? '' : ` ${name}`;
}

function sayAttributes(attributes: Readonly<Record<string, string>>): string {
  const values = Object.values(attributes);
  return values.length === 0 ? '' : `, ${values.join(', ')}`;
}
