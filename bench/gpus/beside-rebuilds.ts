import { setTimeout as sleep } from 'node:timers/promises';
import { type Measurement, toQuantiles } from '../measure';

/** So many times the fleet is put together: over a minute, so that it is judged anew within. */
const rebuilds = 14;
/** After so long what is there is put together anew beside whoever asks. */
const servedForMs = 5_000;
/** Nobody should have to ask so often before the next is there. */
const mostAsked = 500;

/**
 * How long those wait who ask while the fleet is put together anew, and just before and after: one question after another
 * from when one is due until its figures are told. `ask` gives the fleet's answer as text.
 */
export async function measureBesideRebuilds(ask: () => Promise<string>, bar: Measurement['bar']): Promise<Measurement> {
  const taken: number[] = [];
  let at = atOf(await ask());
  for (let rebuild = 0; rebuild < rebuilds; rebuild++) {
    await sleep(Math.max(0, at + servedForMs + 1 - Date.now()));
    const before = at;
    for (let asked = 0; at === before; asked++) {
      if (asked === mostAsked) throw new RangeError('The fleet was not put together anew.');
      const start = performance.now();
      const answer = await ask();
      taken.push(performance.now() - start);
      at = atOf(answer);
    }
  }
  return { ...toQuantiles(taken), name: `fleet, while put together anew (${taken.length} answers)`, unit: 'ms', bar };
}

function atOf(answer: string): number {
  const at = /"at":"([^"]+)"/.exec(answer)?.[1];
  if (at === undefined) throw new RangeError('The fleet does not say when it was put together.');
  return Date.parse(at);
}
