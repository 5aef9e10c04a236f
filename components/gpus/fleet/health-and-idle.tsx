'use client';
import { Button } from '@/components/ui/button';
import { StatusMark } from '@/components/ui/status-mark';
import { type GpuHealth, gpuHealths } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { activityMetrics } from '../activity-metrics';
import { FigureNote } from '../figure-note';
import { sayGpuFigure } from '../gpu-figure';
import { gpuHealthWords } from '../gpu-words';
import { toHealthFigure } from './to-health-figure';

export interface HealthAndIdleProps {
  fleet: GpuFleet;
  onHealth: (health: GpuHealth) => void;
  onIdle: () => void;
}

/** How many devices are broken or not known to be well, and how many are held and do nothing. */
export function HealthAndIdle({ fleet, onHealth, onIdle }: HealthAndIdleProps) {
  const { idle, at, sources } = fleet;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section aria-label="Health" className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-2">
        <div className="flex items-center justify-between">
          <h2 className="text-meta text-muted">Health</h2>
          <FigureNote
            title="Health"
            definition="Failed: an error that takes the device out. Degraded: it works, and something speaks against it. Unknown: no source tells, or what it told is past its time."
            formula="Each device by the worst that is found of it: its node’s state, XIDs, the source’s own verdict, memory errors, heat and throttling."
            at={at}
            sources={sources}
          />
        </div>
        <ul className="-mx-2 flex flex-wrap gap-x-1">
          {gpuHealths.map((health) => {
            const count = sayGpuFigure(toHealthFigure(fleet, health));
            return (
              <li key={health}>
                <Button
                  variant="quiet"
                  size="compact"
                  className="px-2!"
                  aria-label={`${gpuHealthWords[health].word}: ${count}. Show them alone`}
                  onClick={() => onHealth(health)}
                >
                  <StatusMark tone={gpuHealthWords[health].tone} word={gpuHealthWords[health].word} />
                  <span className="font-semibold text-text tabular-nums">{count}</span>
                </Button>
              </li>
            );
          })}
        </ul>
      </section>
      <section aria-label="Idle" className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-2">
        <div className="flex flex-wrap items-center gap-x-2">
          <h2 className="mr-auto text-meta text-muted">Allocated and idle</h2>
          <Button size="compact" onClick={onIdle}>
            See who holds them
          </Button>
          <FigureNote
            title="Allocated and idle"
            definition="Devices that somebody holds and that did nothing for a quarter of an hour: with something in their memory, or with nothing."
            formula="SM active, else engine active, else kernel active, under 5 % in every five minutes of a quarter of an hour while held. Devices whose use or memory nobody measures stand beside it as unknown."
            sourceNames={fleet.definitions
              .filter(({ metric }) => activityMetrics.has(metric))
              .flatMap(({ sourceNames }) => sourceNames)}
            at={at}
            sources={sources}
          />
        </div>
        <div className="flex flex-wrap gap-x-4 leading-7">
          <p>
            <span className="font-semibold tabular-nums">{sayGpuFigure(idle.memoryHeld)}</span>{' '}
            <span className="text-muted">with memory held</span>
          </p>
          <p>
            <span className="font-semibold tabular-nums">{sayGpuFigure(idle.empty)}</span>{' '}
            <span className="text-muted">empty</span>
          </p>
        </div>
      </section>
    </div>
  );
}
