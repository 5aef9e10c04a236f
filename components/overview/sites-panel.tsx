'use client';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { Tooltip } from '@/components/ui/tooltip';
import type { Overview } from '@/lib/api/contracts/overview';
import { formatCount } from '@/lib/format/format-count';
import { nameProvider } from '@/lib/format/provider-words';
import { FoldedList } from './folded-list';
import { NothingToDraw } from './nothing-to-draw';
import { PanelSources } from './panel-sources';

const sitesAtFirst = 15;

/** Every site with what stands there and how it is, the worst first. */
export function SitesPanel({ overview: { bySite, sources } }: { overview: Overview }) {
  return (
    <Panel title="Sites" unit="by provider" sources={<PanelSources sources={sources} />}>
      {bySite.length === 0 ? (
        <div className="px-4 py-3">
          <NothingToDraw what="site" sources={sources} />
        </div>
      ) : (
        <FoldedList items={bySite} atFirst={sitesAtFirst} foldWord="Show the worst only">
          {(shown) => <SiteTable sites={shown} />}
        </FoldedList>
      )}
    </Panel>
  );
}

function SiteTable({ sites }: { sites: Readonly<Overview['bySite']> }) {
  return (
    <TableRegion label="Sites and what stands there">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Site
            </HeaderCell>
            <HeaderCell>Status</HeaderCell>
            <HeaderCell>Reason</HeaderCell>
            <HeaderCell>Provider</HeaderCell>
            <HeaderCell isNumeric>Resources</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Accelerators
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <TableRow key={`${site.provider} ${site.site}`}>
              <Cell isPinned className="pl-4">
                <TextLink href={`/sites/${encodeURIComponent(site.site)}`} className="font-medium" title={site.site}>
                  {site.title ?? site.site}
                </TextLink>
              </Cell>
              <Cell>
                <StatusMark tone={site.status} />
              </Cell>
              <Cell>
                <SiteReason reasons={site.reasons} />
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
  );
}

/** The worst reason in full, the others on demand. */
function SiteReason({ reasons }: { reasons: readonly string[] }) {
  const [worst, ...others] = reasons;
  if (worst === undefined) return null;
  return (
    <span className="inline-block min-w-48 text-muted">
      {worst}
      {others.length === 0 ? null : (
        <Tooltip content={others.join('; ')}>
          <button type="button" className="ml-2 min-h-6 cursor-help rounded-control text-accent text-meta">
            and {others.length} more
          </button>
        </Tooltip>
      )}
    </span>
  );
}
