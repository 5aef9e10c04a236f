/**
 * Why an engine did not do as asked. `refused`: it will not take this very request. `forbidden`: it does not take the
 * credentials. `unavailable`: it may later, and was asked as often as is bearable. `unexpected`: what answered is no such
 * engine, or its answer could not be used.
 */
export type EngineFaultKind = 'refused' | 'forbidden' | 'unavailable' | 'unexpected';

/** The message is one sentence that can stand alone. */
export class EngineFault extends Error {
  readonly kind: EngineFaultKind;
  /** Of the answer; null when there was none, or none of an engine. */
  readonly status: number | null;

  constructor(kind: EngineFaultKind, message: string, options: ErrorOptions & { status?: number } = {}) {
    super(message, options);
    this.name = 'EngineFault';
    this.kind = kind;
    this.status = options.status ?? null;
  }
}
