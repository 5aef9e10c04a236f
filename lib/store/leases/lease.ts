/** The right to act on something, held for a while. Of two holders, the one with the greater token is the later. */
export interface Lease {
  /** What is leased, e.g. `collect:inventory:<connection id>`. */
  name: string;
  /** Who holds it; unique to a process and its start. */
  holder: string;
  /** Grows with every acquisition and never falls, over releases and restarts. */
  fencingToken: bigint;
}

/** The lease is no longer held: it ran out, was taken over, or could not be renewed. Side effects must stop. */
export class LeaseLost extends Error {
  readonly lease: Lease;

  constructor(lease: Lease, reason: string) {
    super(`The lease ${lease.name} (token ${lease.fencingToken}) is lost: ${reason}.`);
    this.name = 'LeaseLost';
    this.lease = lease;
  }
}

/** The lease could not be had in the time there was: its holder lives, or the database has not let go of it yet. */
export class LeaseBusy extends Error {
  constructor(name: string) {
    super(`The lease ${name} is held by another.`);
    this.name = 'LeaseBusy';
  }
}
