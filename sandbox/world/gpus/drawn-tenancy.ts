import { epoch } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import type { GpuHolder, GpuStay, GpuTenancy } from './device';
import { drawWork, type GpuPurpose } from './draw-work';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface DrawnTenancy {
  seed: string;
  /** Names what takes turns: devices with one key are taken and left together. */
  key: string;
  purpose: GpuPurpose;
  /** Who has it in a round: as many as share the device in time. */
  holdersIn(round: number): readonly GpuHolder[];
}

/**
 * Who has a device where nothing but its own metrics tells: one job after another with gaps between, something served
 * for days on end, or somebody by day.
 */
export function drawTenancy({ seed, key, purpose, holdersIn }: DrawnTenancy): GpuTenancy {
  const draws = drawsOf(seed, 'gpu-tenancy', key);
  const periodMs =
    purpose === 'notebook'
      ? dayMs
      : purpose === 'serving'
        ? draws.integer(4, 15) * dayMs
        : draws.integer(4, 16) * hourMs;
  const phaseMs = purpose === 'notebook' ? 7 * hourMs : draws.integer(0, 15 * 24) * hourMs;
  const stays = new Map<number, readonly [GpuStay, GpuStay | null]>();
  const staysOf = (round: number): readonly [GpuStay, GpuStay | null] => {
    const own = drawsOf(seed, 'gpu-tenancy', key, round);
    const share = purpose === 'serving' ? 1 : purpose === 'notebook' ? 0.5 : 0.78 + own.fraction() * 0.18;
    const work = drawWork(own, purpose);
    const fromMs = epoch.getTime() + phaseMs + round * periodMs;
    const untilMs = fromMs + Math.round(periodMs * share);
    const endMs = fromMs + periodMs;
    const holders = holdersIn(round);
    const parts = holders.map((holder, place) => {
      const weight = 1 / holders.length;
      return { key: `${key}#${round}/${place}`, holder, work, weight, slice: null };
    });
    return [{ fromMs, untilMs, parts }, untilMs < endMs ? { fromMs: untilMs, untilMs: endMs, parts: [] } : null];
  };
  return (ms) => {
    const round = Math.floor((ms - epoch.getTime() - phaseMs) / periodMs);
    const found = stays.get(round) ?? staysOf(round);
    if (stays.size > mostRoundsKept) stays.clear();
    stays.set(round, found);
    const [held, free] = found;
    return free !== null && ms >= free.fromMs ? free : held;
  };
}

const mostRoundsKept = 500;
