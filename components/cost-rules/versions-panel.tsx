'use client';
import { ListOrdered } from 'lucide-react';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { CostRuleVersionDto } from '@/lib/api/contracts/cost-rules';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { idleWords, sayAttributionRule, sayPool, sayRuleChanges } from '@/lib/format/rule-words';

export interface VersionsPanelProps {
  /** The newest first. */
  versions: readonly CostRuleVersionDto[];
  /** The rules before the oldest of them. */
  before: AllocationRules;
  isRefreshing: boolean;
  /** Loads older ones; null: there are none. */
  onMore: (() => void) | null;
}

/** Every version: who wrote it, why, and what it changed. The newest is in force. */
export function VersionsPanel({ versions, before, isRefreshing, onMore }: VersionsPanelProps) {
  return (
    <Panel title="Versions" unit="the newest is in force" isRefreshing={isRefreshing}>
      {versions.length === 0 ? (
        <EmptyState title="Nobody has written rules yet" icon={ListOrdered}>
          Until somebody does, what bills and connections say counts, and nothing is shared.
        </EmptyState>
      ) : (
        <ol className="flex flex-col divide-y">
          {versions.map((version, place) => (
            <VersionEntry
              key={version.number}
              version={version}
              before={versions[place + 1]?.rules ?? before}
              isNewest={place === 0}
            />
          ))}
        </ol>
      )}
      {onMore === null ? null : (
        <div className="border-t px-4 py-2">
          <Button size="compact" onClick={onMore}>
            Older versions
          </Button>
        </div>
      )}
    </Panel>
  );
}

interface VersionEntryProps {
  version: CostRuleVersionDto;
  before: AllocationRules;
  isNewest: boolean;
}

function VersionEntry({ version, before, isNewest }: VersionEntryProps) {
  const { number, createdAt, createdBy, comment, rules } = version;
  const changes = sayRuleChanges(before, rules);
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2">
        <h3 className="font-medium">Version {number}</h3>
        {isNewest ? <Badge tone="accent">In force</Badge> : null}
        <span className="text-meta text-muted">
          <Instant at={createdAt} as="both" />, {createdBy}
        </span>
        <TextLink
          href={`/cost/teams?version=${number}`}
          className="ml-auto inline-flex min-h-6 items-center text-table"
        >
          Show back by it
        </TextLink>
      </div>
      <p className="wrap-anywhere">{comment}</p>
      <ul className="list-disc pl-5 text-muted text-table">
        {(changes.length === 0 ? ['It changes nothing.'] : changes).map((change) => (
          <li key={change} className="wrap-anywhere">
            {change}
          </li>
        ))}
      </ul>
      <details className="text-table">
        <summary className="min-h-6 cursor-pointer text-accent">The whole of version {number}</summary>
        <RulesText rules={rules} />
      </details>
    </li>
  );
}

function RulesText({ rules: { attribution, pools, idle } }: { rules: AllocationRules }) {
  return (
    <div className="flex flex-col gap-1 pt-1">
      {attribution.length === 0 ? (
        <p className="text-muted">No rules of its own: those of connections count.</p>
      ) : (
        <ol className="list-decimal pl-6">
          {attribution.map(sayAttributionRule).map((said) => (
            <li key={said} className="wrap-anywhere">
              {said}
            </li>
          ))}
        </ol>
      )}
      {pools.map((pool) => (
        <p key={pool.name} className="wrap-anywhere">
          {sayPool(pool)}
        </p>
      ))}
      <p>Idle GPUs: {idleWords[idle].title.toLowerCase()}</p>
    </div>
  );
}
