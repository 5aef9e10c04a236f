'use client';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Overview } from '@/lib/api/contracts/overview';
import { formatCount } from '@/lib/format/format-count';
import { nameProvider } from '@/lib/format/provider-words';
import { NothingToDraw } from './nothing-to-draw';
import { PanelSources } from './panel-sources';

/** Every site with what stands there and how it is. */
export function SitesPanel({ overview: { bySite, sources } }: { overview: Overview }) {
  return (
    <Panel title="Sites" sources={<PanelSources sources={sources} />}>
      {bySite.length === 0 ? (
        <div className="px-4 py-3">
          <NothingToDraw what="site" sources={sources} />
        </div>
      ) : (
        <TableRegion label="Sites and what stands there" className="max-h-100">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  Site
                </HeaderCell>
                <HeaderCell>Status</HeaderCell>
                <HeaderCell>Provider</HeaderCell>
                <HeaderCell isNumeric>Resources</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Accelerators
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {bySite.map((site) => (
                <TableRow key={`${site.provider} ${site.site}`}>
                  <Cell isPinned className="pl-4">
                    <TextLink href={`/inventory?site=${encodeURIComponent(site.site)}`} className="font-medium">
                      {site.site}
                    </TextLink>
                  </Cell>
                  <Cell>
                    <StatusMark tone={site.status} />
                  </Cell>
                  <Cell>{nameProvider(site.provider)}</Cell>
                  <Cell isNumeric>{formatCount(site.resources)}</Cell>
                  <Cell isNumeric className="pr-4">
                    {formatCount(site.accelerators)}
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
