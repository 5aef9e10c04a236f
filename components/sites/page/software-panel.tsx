'use client';
import { PackageCheck } from 'lucide-react';
import { FoldedList } from '@/components/overview/folded-list';
import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { TwoLines } from '@/components/ui/two-lines';
import type { SitePage, SiteSoftware } from '@/lib/api/contracts/site-pages';
import { describeCount, isUnknownCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { softwareWords, upgradeReasonWords } from '@/lib/format/site-words';

const rowsAtFirst = 12;

/** What runs at a site in which version, and the upgrades that wait, those that press first. */
export function SoftwarePanel({ answer: { software, upgradesWaiting, at } }: { answer: SitePage }) {
  return (
    <Panel title="Software" unit={sayUpgrades(upgradesWaiting)} sources={<AsOf at={at} />}>
      {software.length === 0 ? (
        <EmptyState title="No version is told" icon={PackageCheck}>
          None of the site’s sources says which software runs there.
        </EmptyState>
      ) : (
        <FoldedList items={software} atFirst={rowsAtFirst} foldWord="Show those to upgrade first only">
          {(shown) => <SoftwareTable software={shown} />}
        </FoldedList>
      )}
    </Panel>
  );
}

function sayUpgrades(count: SitePage['upgradesWaiting']): string {
  if (isUnknownCount(count)) return 'whether upgrades wait is not known';
  if (count.value === 0) return 'no upgrade waits';
  return `${describeCount(count, 'upgrade')} ${count.value === 1 ? 'waits' : 'wait'}`;
}

function SoftwareTable({ software }: { software: readonly SiteSoftware[] }) {
  return (
    <TableRegion label="Software and upgrades">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Software
            </HeaderCell>
            <HeaderCell>Version</HeaderCell>
            <HeaderCell>Upgrade</HeaderCell>
            <HeaderCell>Runs on</HeaderCell>
            <HeaderCell isNumeric>Machines</HeaderCell>
            <HeaderCell>Support ends</HeaderCell>
            <HeaderCell className="pr-4">Told by</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {software.map((one) => (
            <SoftwareRow key={`${one.component} ${one.runsOn} ${one.version} ${one.connectionId}`} software={one} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function SoftwareRow({ software }: { software: SiteSoftware }) {
  const { component, version, channel, upgrade, runsOn, resourceId, machines, supportEndsAt } = software;
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {softwareWords[component]}
      </Cell>
      <Cell className="max-w-72">
        <TwoLines second={channel === null ? null : `channel ${channel}`}>
          {version ?? <Missing reason="Its source does not tell the version" />}
        </TwoLines>
      </Cell>
      <Cell className="min-w-56">
        {upgrade === null ? (
          <span className="text-muted">None is told</span>
        ) : (
          <TwoLines second={`${upgrade.says} (${upgrade.basis})`}>
            <StatusMark
              tone={upgradeReasonWords[upgrade.reason].tone}
              word={`${upgradeReasonWords[upgrade.reason].word}${upgrade.to === null ? '' : `: ${upgrade.to}`}`}
            />
          </TwoLines>
        )}
      </Cell>
      <Cell className="max-w-56 truncate">
        {resourceId === null ? (
          runsOn
        ) : (
          <TextLink href={`/inventory?selected=${resourceId}`} className="block truncate">
            {runsOn}
          </TextLink>
        )}
      </Cell>
      <Cell isNumeric>{machines === null ? <Missing reason="It is no machine’s" /> : formatNumber(machines)}</Cell>
      <Cell className="whitespace-nowrap">
        {supportEndsAt === null ? (
          <Missing reason="Its source gives no date" />
        ) : (
          <Instant at={supportEndsAt} as="age" />
        )}
      </Cell>
      <Cell className="whitespace-nowrap pr-4">
        <TwoLines second={<Instant at={software.at} as="age" />}>
          <TextLink href={`/connections/${software.connectionId}`} className="inline-flex min-h-6 items-center">
            {software.connectionName}
          </TextLink>
        </TwoLines>
      </Cell>
    </TableRow>
  );
}
