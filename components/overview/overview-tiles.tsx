'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { judgeSources } from '@/components/sources/judge-source';
import { StatusMark } from '@/components/ui/status-mark';
import type { Overview } from '@/lib/api/contracts/overview';
import { describeCount, isUnknownCount } from '@/lib/format/format-count';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';

/** The four figures of the Overview. A floor reads “at least”; nothing unknown reads as zero. */
export function OverviewTiles({ overview: { totals, sources } }: { overview: Overview }) {
  const verdict = judgeSources(sources);
  const { acceleratorsUnknownOn, accounts } = totals;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Tile title="Resources" href="/inventory" figure={totals.resources}>
        present over all providers
      </Tile>
      <Tile title="Accelerators" href="/inventory?sort=gpuCount&order=desc" figure={totals.accelerators}>
        {acceleratorsUnknownOn === 0
          ? 'on resources that hold them now'
          : `not known on ${formatQuantity(acceleratorsUnknownOn, 'resource')}`}
      </Tile>
      <Tile
        title="Inventory sources whole and fresh"
        href="/connections"
        figure={{ value: verdict.whole, atLeast: false }}
        of={verdict.total}
      >
        <StatusMark
          tone={verdict.tone}
          word={
            verdict.tone === 'healthy'
              ? 'All read wholly and recently'
              : `${formatNumber(verdict.total - verdict.whole)} incomplete or old`
          }
        />
      </Tile>
      <Tile title="Accounts" href="/inventory" figure={accounts}>
        {isUnknownCount(accounts) ? 'until a source has been read' : `in ${describeCount(totals.regions, 'region')}`}
      </Tile>
    </ul>
  );
}

interface TileProps {
  title: string;
  href: string;
  figure: { value: number; atLeast: boolean };
  /** What the figure is part of. */
  of?: number;
  children: ReactNode;
}

function Tile({ title, href, figure, of, children }: TileProps) {
  return (
    <li className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <h2 className="text-meta text-muted">
        <Link href={href} className="rounded-control hover:text-accent hover:underline">
          {title}
        </Link>
      </h2>
      {isUnknownCount(figure) ? (
        <StatusMark tone="unknown" className="h-9 text-page" />
      ) : (
        <p className="font-semibold text-figure tabular-nums">
          {figure.atLeast ? <span className="mr-1.5 font-normal text-body text-muted">at least</span> : null}
          {formatNumber(figure.value)}
          {of === undefined ? null : <span className="font-normal text-muted text-panel"> of {formatNumber(of)}</span>}
        </p>
      )}
      <p className="text-meta text-muted">{children}</p>
    </li>
  );
}
