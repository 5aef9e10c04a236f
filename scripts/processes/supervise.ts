import { constants } from 'node:os';
import { type Exit, type ProcessDescription, type RunningProcess, startProcess } from './start-process';

/** Why a run ended: someone asked, or a part died. */
export type EndOfRun = { asked: NodeJS.Signals } | { died: Exit; part: RunningProcess };

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Watches over the parts of a run and ends them in order, the last started first. */
export class Supervisor {
  readonly #parts: { stop: () => Promise<void> }[] = [];
  readonly #ended = Promise.withResolvers<EndOfRun>();
  #isEnding = false;

  constructor() {
    // Listened for until the very end: a second Ctrl-C must not cut the ending short and leave orphans.
    for (const signal of signals) process.on(signal, () => this.#ended.resolve({ asked: signal }));
  }

  /** Settles when the run is to end. */
  get ended(): Promise<EndOfRun> {
    return this.#ended.promise;
  }

  /** Starts a process as one of the parts: its death ends the run. */
  async start(description: ProcessDescription, graceMs: number): Promise<RunningProcess> {
    const part = await this.hold(startProcess(description), (started) => started.stop(graceMs));
    part.exited.then((died) => {
      if (!this.#isEnding) this.#ended.resolve({ died, part });
    });
    return part;
  }

  /** Opens something that `stopAll` closes in its turn, even when it was still opening as the run ended. */
  hold<T>(opening: Promise<T>, close: (opened: T) => Promise<void>): Promise<T> {
    const nothingOpened = () => undefined;
    this.#parts.push({ stop: () => opening.then(close, nothingOpened) });
    return this.during(opening);
  }

  /** Waits for a step of starting up. Rejects with the end of the run, should that come first. */
  async during<T>(step: Promise<T>): Promise<T> {
    const outcome = await Promise.race([step.then((value) => ({ value })), this.ended]);
    if ('value' in outcome) return outcome.value;
    throw new RunEnded(outcome);
  }

  /** Ends every part, the last started first. A part that resists does not keep the others alive. */
  async stopAll(): Promise<void> {
    this.#isEnding = true;
    const failures: unknown[] = [];
    for (const part of this.#parts.splice(0).reverse()) await part.stop().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Not every part could be stopped.');
  }
}

/** The run ended while it was still starting. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
  readonly end: EndOfRun;

  constructor(end: EndOfRun) {
    super('The run ended while it was starting.');
    this.end = end;
  }
}

/** The exit code a run answers with: 0 when asked to end by Ctrl-C or SIGTERM, else what the dead part said. */
export function toExitCode(end: EndOfRun): number {
  if ('asked' in end) return 0;
  const { code, signal } = end.died;
  if (code !== null) return code === 0 ? 1 : code;
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/** One sentence on a part that died. */
export function toDeathSentence({ name, code, signal }: Exit): string {
  return `The ${name} ended unexpectedly (${signal === null ? `exit code ${code}` : signal}).`;
}
