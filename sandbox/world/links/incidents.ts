import { hourMs, minuteMs } from '../aws/plan/plan';
import type { Incident, IncidentEffect, Script } from './incident';
import { type Stretch, stretchAt, stretchesIn } from './schedule';
import { scripts } from './scripts';

/** Something wrong with a link at an instant. */
export interface Trouble {
  isDown: boolean;
  effect: IncidentEffect;
}

const noEffect: IncidentEffect = {
  lossShare: 0,
  latencyFactor: 1,
  throughputFactor: 1,
  dimmedDb: [0, 0],
  strayBytesPerSecond: [0, 0],
};

/** What is scripted, resolved for a seed. */
export interface IncidentBook {
  /** What is wrong with a link itself at an instant; null when nothing is. */
  troubleAt(link: string, ms: number): Trouble | null;
  /** When a link itself last went down or came back, up to an instant; null: not within the last week and not for good. */
  changedAt(link: string, ms: number): number | null;
  /** Everything that is wrong at any time of a span, in order of its begin. */
  between(fromMs: number, toMs: number): Incident[];
}

const lookBackMs = 7 * 24 * hourMs;

/** Draws the script up for a seed. Pure. */
export function createIncidentBook(seed: string): IncidentBook {
  const resolved = scripts.map((script) => ({ ...script, schedule: script.when(seed) }));
  const byLink = new Map<string, typeof resolved>();
  for (const script of resolved) byLink.set(script.link, [...(byLink.get(script.link) ?? []), script]);
  return {
    troubleAt(link, ms) {
      for (const script of byLink.get(link) ?? []) {
        const stretch = stretchAt(script.schedule, ms);
        if (stretch === null) continue;
        const isDown = downsOf(script, stretch).some(
          ({ fromMs, toMs }) => ms >= fromMs && (toMs === null || ms < toMs),
        );
        return { isDown, effect: { ...noEffect, ...script.effect } };
      }
      return null;
    },
    changedAt(link, ms) {
      const changes = (byLink.get(link) ?? [])
        .flatMap((script) =>
          stretchesIn(script.schedule, ms - lookBackMs, ms + 1).flatMap((each) => downsOf(script, each)),
        )
        .flatMap(({ fromMs, toMs }) => (toMs === null ? [fromMs] : [fromMs, toMs]))
        .filter((change) => change <= ms);
      return changes.length === 0 ? null : Math.max(...changes);
    },
    between(fromMs, toMs) {
      return resolved
        .flatMap((script) =>
          stretchesIn(script.schedule, fromMs, toMs).map((stretch): Incident => {
            const { kind, link, cause } = script;
            return { kind, link, cause, ...stretch, downs: downsOf(script, stretch) };
          }),
        )
        .sort((a, b) => a.fromMs - b.fromMs || (a.link < b.link ? -1 : 1));
    },
  };
}

function downsOf({ downs }: Pick<Script, 'downs'>, stretch: Stretch): Stretch[] {
  if (downs === 'throughout') return [stretch];
  return downs.map(([offset, length]) => {
    const fromMs = stretch.fromMs + offset * minuteMs;
    return { fromMs, toMs: fromMs + length * minuteMs };
  });
}
