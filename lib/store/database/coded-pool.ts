import pg from 'pg';

type Connected = Parameters<pg.Pool['connect']>[0];

/** A pool that says by a code that no connection came free, or was made, in time: pg gives that failure none. */
export class CodedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    const began = performance.now();
    const toCoded = <T>(error: T): T => this.#toCoded(error, performance.now() - began);
    if (connected === undefined)
      return super.connect().catch((error: unknown) => {
        throw toCoded(error);
      });
    super.connect((error, client, done) => connected(error && toCoded(error), client, done));
    return undefined;
  }

  #toCoded<T>(error: T, waitedMs: number): T {
    const withinMs = this.options.connectionTimeoutMillis;
    // Timers may fire a little early by this clock.
    const isLate = withinMs !== undefined && waitedMs >= withinMs - 5;
    return isLate && error instanceof Error && !('code' in error) ? Object.assign(error, { code: 'ETIMEDOUT' }) : error;
  }
}
