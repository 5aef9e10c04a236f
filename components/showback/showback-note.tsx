'use client';
import { NotePopover } from '@/components/cost/note-popover';
import { Instant } from '@/components/time/instant';
import type { Showback } from '@/lib/api/contracts/showback';
import { costMetricWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { idleWords, splitWords } from '@/lib/format/rule-words';

/** How each number came about: what is own, how each pool is split, what idle is, by which rules and from what. */
export function ShowbackNote({ showback, title }: { showback: Showback; title: string }) {
  const { metric, from, to, version, pools, idle, asOf, readFrom, sources } = showback;
  const words = costMetricWords[metric];
  return (
    <NotePopover title={title} sources={sources}>
      <dt>Cost</dt>
      <dd>
        <code>{words.column}</code> charged for {formatDays(from, to)} UTC. {words.says}
      </dd>
      <dt>Own costs</dt>
      <dd>Rows that the rules attribute to the team and no pool takes.</dd>
      {pools.map(({ name, split }) => (
        <PoolEntry key={name} name={name} says={splitWords[split].says} />
      ))}
      <dt>Idle GPUs</dt>
      <dd>
        GPU cost on the days measured for the team, times hours in which nobody had the GPUs, over all hours listed.
        What a team had and left idle stays in its own costs: GPU waste tells how much that was.{' '}
        {idleWords[idle.treatment].says} {sayMeasured(showback)}
      </dd>
      <dt>Total</dt>
      <dd>
        Own costs, less what of them was idle, and the shares. All rows add up to the whole, to the last digit; what is
        left of a division goes to the largest remainders.
      </dd>
      <dt>Unallocated</dt>
      <dd>What no rule finds a team for and no pool takes.</dd>
      <dt>Rules</dt>
      <dd>
        {version === null ? (
          'None are written: what bills and connections say counts.'
        ) : (
          <>
            Version {version.number}, <Instant at={version.createdAt} as="both" />
            {version.createdBy === null ? null : `, ${version.createdBy}`}
            {version.comment === null ? null : `: ${version.comment}`}
          </>
        )}
      </dd>
      <dt>As known</dt>
      <dd>
        <Instant at={asOf} as="both" />, from {readFrom === 'rows' ? 'the rows of the bills' : 'sums of the bills'}
      </dd>
    </NotePopover>
  );
}

function PoolEntry({ name, says }: { name: string; says: string }) {
  return (
    <>
      <dt className="max-w-32 wrap-anywhere">{name}</dt>
      <dd>{says}</dd>
    </>
  );
}

function sayMeasured({ idle: { measured }, from, to }: Showback): string {
  if (measured === null) return 'It was not measured on these days, so it is not known.';
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const told = `Measured on ${measured.days} of ${formatQuantity(days, 'day')}, as is known of them now`;
  if (measured.unknownPercent === null) return `${told}; hours nobody measured count as not idle.`;
  return `${told}; of their GPU-hours ${measured.unknownPercent}% nobody measured, which count as not idle.`;
}
