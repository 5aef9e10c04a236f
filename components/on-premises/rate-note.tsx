'use client';
import { Info } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { NodeRates } from '@/lib/api/contracts/rate-cards';
import { onPremisesParts } from '@/lib/domain/cost/rate-card';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { partWords } from './part-words';

/** Where a card's rates come from: nodes, day, formulas. */
export function RateNote({ title, rates }: { title: string; rates: NodeRates }) {
  return (
    <Popover
      label={`About the rates of ${title}`}
      className="max-h-[80vh] overflow-y-auto"
      trigger={
        <Button variant="quiet" size="compact" aria-label={`About the rates of ${title}`} className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      <p className="border-b px-4 py-2 font-semibold">{title}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-table [&>dt]:text-muted">
        <dt>Definition</dt>
        <dd>
          What the nodes of this card cost on {formatDay(rates.day)} UTC, by the hour: our estimate, billed by nobody.
        </dd>
        <dt>Source</dt>
        <dd>
          {sayNodes(rates)} {sayAbsent(rates)}
        </dd>
        {onPremisesParts.map((part) => (
          <FormulaLine key={part} title={partWords[part].title} says={partWords[part].says} />
        ))}
        <dt>GPU hour</dt>
        <dd>The same over all GPUs of these nodes, used or not.</dd>
      </dl>
    </Popover>
  );
}

function FormulaLine({ title, says }: { title: string; says: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{says}</dd>
    </>
  );
}

/** Whose rates they are, in a sentence. */
export function sayNodes({ nodes, gpus, measuredNodes, day }: NodeRates): string {
  if (nodes === 0)
    return `No such node was listed on ${formatDay(day)}: rates are those of a single one at rated power.`;
  const power =
    measuredNodes === nodes
      ? 'power measured'
      : measuredNodes === 0
        ? 'power as rated'
        : `power measured on ${measuredNodes}, as rated on the others`;
  const devices = gpus === 0 ? '' : ` with ${formatQuantity(gpus, 'GPU')}`;
  return `The mean over ${formatQuantity(nodes, 'node')}${devices} listed on ${formatDay(day)}; ${power}.`;
}

/** Nodes that nobody listed, and what becomes of their value; empty: there are none. */
export function sayAbsent({ absentNodes, day }: NodeRates): string {
  if (absentNodes === 0) return '';
  const [were, their, them] = absentNodes === 1 ? ['was', 'its', 'it was'] : ['were', 'their', 'they were'];
  const nodes = formatQuantity(absentNodes, 'node');
  return `${nodes} ${were} not listed on ${formatDay(day)}: ${their} depreciation goes on until a card says that ${them} given up.`;
}
