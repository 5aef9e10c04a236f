import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';

const lookEveryMs = 2_000;
const calmLooks = 4;
const calmShare = 0.15;
const waitAtMostMs = 300_000;

/**
 * Waits until the processor has had little to do for eight seconds, five minutes at most: what a page takes is not
 * what a demo's first reads leave of the machine. Says so where it was never calm.
 */
export async function awaitCalm(): Promise<void> {
  const deadline = performance.now() + waitAtMostMs;
  let before = readTimes();
  let share = 1;
  for (let calm = 0; calm < calmLooks && performance.now() < deadline; ) {
    await setTimeout(lookEveryMs);
    const now = readTimes();
    share = (now.busy - before.busy) / (now.all - before.all);
    before = now;
    calm = share < calmShare ? calm + 1 : 0;
  }
  if (share >= calmShare) console.log(`Not calm: ${(share * 100).toFixed(0)} % of the processor is taken.`);
}

/** Milliseconds of all cores since the machine's start: those taken, and all. */
function readTimes(): { busy: number; all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.idle + times.irq;
    all += sum;
    busy += sum - times.idle;
  }
  return { busy, all };
}
