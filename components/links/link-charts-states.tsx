'use client';
import { markClasses, StatusShape, type StatusTone } from '@/components/ui/status-mark';
import type { LinkSeries } from '@/lib/api/contracts/link-series';
import type { LinkState } from '@/lib/domain/link/link-facts';
import { linkStateWords, troubleWords } from '@/lib/format/link-words';

export interface LinkStatesProps {
  series: Pick<LinkSeries, 'states' | 'startsAt' | 'stepMs' | 'troubles'>;
  formatAt: (at: number) => string;
}

const tones: Record<LinkState, StatusTone> = {
  up: 'healthy',
  degraded: 'warning',
  down: 'critical',
  provisioning: 'in-progress',
  disabled: 'neutral',
  unknown: 'unknown',
};
/** Heights tell states apart without their colours. */
const heights: Partial<Record<LinkState, number>> = { up: 0.4, degraded: 0.7, down: 1 };
const otherHeight = 0.55;
const bandHeight = 28;
const hatch =
  'repeating-linear-gradient(135deg, transparent 0 4px, color-mix(in srgb, currentColor 55%, transparent) 4px 5px)';

interface Run {
  state: LinkState | null;
  /** Steps: the first, and one past the last. */
  from: number;
  to: number;
}

/** How a link stood over time as one band, with what went wrong marked below it. */
export function LinkStates({ series: { states, startsAt, stepMs, troubles }, formatAt }: LinkStatesProps) {
  if (states === null)
    return (
      <p className="text-unknown">
        No source measures its state over time; its inventory alone says how it stands now.
      </p>
    );
  const runs = toRuns(states);
  const start = Date.parse(startsAt[0] ?? '');
  const count = states.length;
  const toShare = (at: number) => Math.min(1, Math.max(0, (at - start) / (count * stepMs)));
  const says = ({ state, from, to }: Run) =>
    `${state === null ? 'Not measured' : linkStateWords[state]}: ${formatAt(start + from * stepMs)} to ${formatAt(start + to * stepMs)}`;
  return (
    <figure aria-label="State over time" className="flex flex-col gap-1">
      <div aria-hidden="true" className="flex items-end" style={{ height: bandHeight }}>
        {runs.map((run) => {
          const { state, from, to } = run;
          return (
            <span
              key={from}
              title={says(run)}
              className={state === null ? 'text-unknown-mark' : markClasses[tones[state]]}
              style={{
                width: `${((to - from) / count) * 100}%`,
                height: `${(state === null ? 1 : (heights[state] ?? otherHeight)) * 100}%`,
                background: state === null ? hatch : 'currentColor',
              }}
            />
          );
        })}
      </div>
      {troubles.length === 0 ? null : (
        <div aria-hidden="true" className="relative h-4">
          {troubles.map(({ kind, openedAt, closedAt }) => {
            const from = toShare(Date.parse(openedAt));
            const to = closedAt === null ? 1 : toShare(Date.parse(closedAt));
            return (
              <span
                key={`${kind} ${openedAt}`}
                title={`${troubleWords[kind]} from ${formatAt(Date.parse(openedAt))}${closedAt === null ? ', it goes on' : ` to ${formatAt(Date.parse(closedAt))}`}`}
                className="absolute flex h-4 items-center overflow-visible border-text border-t-2"
                style={{ left: `${from * 100}%`, width: `max(4px, ${(to - from) * 100}%)` }}
              >
                <svg
                  aria-hidden="true"
                  viewBox="0 0 14 14"
                  className={`size-3 shrink-0 ${markClasses[kind === 'down' ? 'critical' : 'warning']}`}
                >
                  <StatusShape tone={kind === 'down' ? 'critical' : 'warning'} />
                </svg>
              </span>
            );
          })}
        </div>
      )}
      <div aria-hidden="true" className="flex justify-between text-meta text-subtle">
        <span>{formatAt(start)}</span>
        <span>{formatAt(start + count * stepMs)}</span>
      </div>
      <figcaption className="text-meta text-muted">
        <span aria-hidden="true">
          Low: up. Middle: degraded, or up for a part of the bucket. High: down. Hatched: not measured. Below: troubles.
        </span>
        <ul className="sr-only">
          {runs.map((run) => (
            <li key={run.from}>{says(run)}</li>
          ))}
          {troubles.map(({ kind, openedAt, closedAt }) => (
            <li key={`${kind} ${openedAt}`}>
              {troubleWords[kind]} from {formatAt(Date.parse(openedAt))}{' '}
              {closedAt === null ? 'and on' : `to ${formatAt(Date.parse(closedAt))}`}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function toRuns(states: readonly (LinkState | null)[]): Run[] {
  const runs: Run[] = [];
  for (const [step, state] of states.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.state === state) last.to = step + 1;
    else runs.push({ state, from: step, to: step + 1 });
  }
  return runs;
}
