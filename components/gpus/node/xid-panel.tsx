import { Instant } from '@/components/time/instant';
import { Panel } from '@/components/ui/panel';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuEvent, GpuHistory } from '@/lib/api/contracts/gpu-history';
import { formatQuantity } from '@/lib/format/format-number';
import { formatDuration } from '@/lib/time/format-duration';

const severities: Record<GpuEvent['severity'], { tone: StatusTone; word: string }> = {
  info: { tone: 'neutral', word: 'For information' },
  warning: { tone: 'warning', word: 'Warning' },
  critical: { tone: 'critical', word: 'Critical' },
};

export interface XidPanelProps {
  events: GpuHistory['events'];
  /** From when to when XIDs were measured in the range; null: no source told of any, so that none is no finding. */
  measured: GpuHistory['xidMeasured'];
  /** They are of another range than was asked for. */
  isOld: boolean;
}

/** The XIDs that the driver reported, newest first, with what each means and what to do. */
export function XidPanel({ events, measured, isOld }: XidPanelProps) {
  return (
    <Panel title="XID history" unit={isOld ? undefined : formatQuantity(events.length, 'event')} isRefreshing={isOld}>
      {events.length === 0 ? (
        <p className="px-4 py-3">
          {isOld ? (
            'Reading this range.'
          ) : measured === null ? (
            <StatusMark tone="unknown" word="No source reported XIDs in this range" className="whitespace-normal!" />
          ) : (
            <NoneReported measured={measured} />
          )}
        </p>
      ) : (
        <TableRegion label="XID history">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  When
                </HeaderCell>
                <HeaderCell isNumeric>XID</HeaderCell>
                <HeaderCell>Severity</HeaderCell>
                <HeaderCell>What it means</HeaderCell>
                <HeaderCell className="pr-4">What to do</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {events
                .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
                .map((event) => (
                  <TableRow key={`${event.at} ${event.xid}`}>
                    <Cell isPinned className="whitespace-nowrap pl-4 align-top">
                      {event.isSetBefore ? <span className="text-muted">before </span> : null}
                      {event.after === null ? null : (
                        <span className="text-muted">
                          between <Instant at={event.after} /> and{' '}
                        </span>
                      )}
                      <Instant at={event.at} />
                    </Cell>
                    <Cell isNumeric className="align-top font-medium">
                      {event.xid}
                    </Cell>
                    <Cell className="align-top">
                      <StatusMark {...severities[event.severity]} />
                    </Cell>
                    <Cell className="min-w-64 py-1 align-top">
                      <p className="font-medium">{event.title}</p>
                      <p className="text-muted">{event.meaning}</p>
                    </Cell>
                    <Cell className="min-w-64 py-1 pr-4 align-top">{event.action}</Cell>
                  </TableRow>
                ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </Panel>
  );
}

/** None, and of how much of the range that is known. */
function NoneReported({ measured: { from, to } }: { measured: NonNullable<GpuHistory['xidMeasured']> }) {
  const spanMs = Date.parse(to) - Date.parse(from);
  if (spanMs === 0) {
    return (
      <>
        The driver reported none at the one time measured, <Instant at={from} />.
      </>
    );
  }
  return (
    <>
      The driver reported none in the {formatDuration(spanMs)} measured, from <Instant at={from} /> to{' '}
      <Instant at={to} />.
    </>
  );
}
