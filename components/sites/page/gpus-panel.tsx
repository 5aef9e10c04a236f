'use client';
import { Microchip } from 'lucide-react';
import { sayGpuFigure } from '@/components/gpus/gpu-figure';
import { isWhole } from '@/components/sources/judge-source';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { SitePage } from '@/lib/api/contracts/site-pages';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/metric-words';

/** The GPUs of a site by model: how many there are, are given out and work, and how they stand. */
export function GpusPanel({ answer: { site, gpus, at, sources } }: { answer: SitePage }) {
  const search = new URLSearchParams({ site: site.name });
  return (
    <Panel
      title="GPUs"
      unit={`active: busy ${formatPercent(gpus.activeFrom * 100)} or more`}
      sources={<AsOf at={at} />}
      menu={
        <TextLink href={`/gpus?${search}`} className="whitespace-nowrap">
          All GPUs
        </TextLink>
      }
    >
      {gpus.models.length === 0 ? (
        site.gpus.total.atLeast || !sources.every(isWhole) ? (
          <EmptyState title="Not known: sources are missing" icon={Microchip}>
            No GPU is told of, which does not mean that there is none.
          </EmptyState>
        ) : (
          <EmptyState title="No GPUs are listed here" icon={Microchip}>
            Every source was read wholly and recently.
          </EmptyState>
        )
      ) : (
        <TableRegion label="GPUs by model">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  Model
                </HeaderCell>
                <HeaderCell isNumeric>Total</HeaderCell>
                <HeaderCell isNumeric>Allocated</HeaderCell>
                <HeaderCell isNumeric>Active</HeaderCell>
                <HeaderCell className="pr-4">Health</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {gpus.models.map(({ model, total, allocated, active, ...health }) => (
                <TableRow key={model}>
                  <Cell isPinned className="whitespace-nowrap pl-4">
                    <TextLink href={`/gpus?${new URLSearchParams({ site: site.name, model })}`}>{model}</TextLink>
                  </Cell>
                  <Cell isNumeric className="whitespace-nowrap">
                    {sayGpuFigure(total)}
                  </Cell>
                  <Cell isNumeric className="whitespace-nowrap">
                    {sayGpuFigure(allocated)}
                  </Cell>
                  <Cell isNumeric className="whitespace-nowrap">
                    {sayGpuFigure(active)}
                  </Cell>
                  <Cell className="pr-4">
                    <DeviceHealth {...health} />
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </Panel>
  );
}

function DeviceHealth({
  failed,
  degraded,
  healthUnknown,
}: {
  failed: number;
  degraded: number;
  healthUnknown: number;
}) {
  if (failed + degraded + healthUnknown === 0) return <StatusMark tone="healthy" word="All healthy" />;
  return (
    <span className="flex flex-wrap gap-x-3">
      {failed > 0 ? <StatusMark tone="critical" word={`${formatNumber(failed)} failed`} /> : null}
      {degraded > 0 ? <StatusMark tone="warning" word={`${formatNumber(degraded)} degraded`} /> : null}
      {healthUnknown > 0 ? <StatusMark tone="unknown" word={`${formatNumber(healthUnknown)} unknown`} /> : null}
    </span>
  );
}
