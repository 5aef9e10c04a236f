'use client';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuWaste } from '@/lib/api/contracts/gpu-waste';
import { formatGpuHours } from '@/lib/format/gpu-waste-words';
import { nameProvider } from '@/lib/format/provider-words';

const hourMs = 3_600_000;

/** Hours that bills tell beside hours of devices that inventories listed: what is billed and was never seen shows here. */
export function Ladder({ waste: { ladder } }: { waste: GpuWaste }) {
  if (ladder.length === 0) return null;
  return (
    <Panel title="Billed and listed" unit="GPU-hours">
      <p className="px-4 py-2 text-meta text-muted">
        Accelerator hours that the bills tell (x_gpu_hours), beside those of devices that inventories listed while hours
        were accounted. More billed than listed: from before hours were accounted, or a machine that no inventory ever
        saw, which the bill then calls not listed.
      </p>
      <TableRegion label="Billed and listed GPU-hours" className="max-h-96">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Provider
              </HeaderCell>
              <HeaderCell>GPU model</HeaderCell>
              <HeaderCell isNumeric>Billed</HeaderCell>
              <HeaderCell isNumeric>Listed</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Billed, not listed
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {ladder.map(({ provider, gpuModel, billedHours, listedMs }) => {
              const billedMs = billedHours === null ? null : Number(billedHours) * hourMs;
              return (
                <TableRow key={`${provider} ${gpuModel}`}>
                  <Cell isPinned className="pl-4">
                    {provider === null ? <Missing reason="The bill does not tell it" /> : nameProvider(provider)}
                  </Cell>
                  <Cell className="whitespace-nowrap">{gpuModel}</Cell>
                  <Cell isNumeric>
                    {billedMs === null ? <Missing reason="No bill tells hours" /> : formatGpuHours(billedMs)}
                  </Cell>
                  <Cell isNumeric>{formatGpuHours(listedMs)}</Cell>
                  <Cell isNumeric className="pr-4">
                    {billedMs === null ? (
                      <Missing reason="No bill tells hours" />
                    ) : (
                      formatGpuHours(Math.max(0, billedMs - listedMs))
                    )}
                  </Cell>
                </TableRow>
              );
            })}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}
