'use client';
import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuWaste } from '@/lib/api/contracts/gpu-waste';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { formatGpuHours } from '@/lib/format/gpu-waste-words';

/** What a million tokens cost, of each service that reports tokens. */
export function TokenCosts({ waste: { tokens } }: { waste: GpuWaste }) {
  return (
    <Panel title="Cost per million tokens" unit={formatQuantity(tokens.length, 'service')}>
      {tokens.length === 0 ? (
        <EmptyState title="No workload reports tokens">
          Tokens are read from vLLM’s counters, through connections to Prometheus.
        </EmptyState>
      ) : (
        <>
          <p className="px-4 py-2 text-meta text-muted">
            The GPU-hours of all pods of a service, at what an hour cost there on those days, by the tokens of those
            days, prompt and generation alike. Days without a bill are in neither.
          </p>
          <TableRegion label="Services that report tokens" className="max-h-96">
            <Table>
              <thead>
                <tr>
                  <HeaderCell isPinned className="pl-4">
                    Service
                  </HeaderCell>
                  <HeaderCell>Namespace</HeaderCell>
                  <HeaderCell>Team</HeaderCell>
                  <HeaderCell isNumeric>Tokens</HeaderCell>
                  <HeaderCell isNumeric>GPU-hours</HeaderCell>
                  <HeaderCell isNumeric className="pr-4">
                    Per million tokens
                  </HeaderCell>
                </tr>
              </thead>
              <tbody>
                {tokens.map((one) => (
                  <TableRow key={`${one.site} ${one.namespace} ${one.name}`}>
                    <Cell isPinned className="max-w-80 truncate pl-4">
                      {one.name}
                    </Cell>
                    <Cell>{one.namespace ?? <Missing reason="It is in none" />}</Cell>
                    <Cell>{one.team ?? <Missing reason="No source names one team" />}</Cell>
                    <Cell isNumeric>{formatNumber(one.tokens)}</Cell>
                    <Cell isNumeric>{formatGpuHours(one.ms)}</Cell>
                    <Cell isNumeric className="pr-4">
                      {one.costs.length === 0 ? (
                        <Missing reason="No day with tokens has a bill" />
                      ) : (
                        one.costs.map(({ basis, currency, perMillion }) => (
                          <span key={`${basis} ${currency}`} className="block">
                            <Money amount={perMillion} currency={currency} />
                          </span>
                        ))
                      )}
                    </Cell>
                  </TableRow>
                ))}
              </tbody>
            </Table>
          </TableRegion>
        </>
      )}
    </Panel>
  );
}
