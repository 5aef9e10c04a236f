import type { SimulatedClock } from './control/clock';
import type { FaceName, FaultSwitchboard } from './faults/fault-switchboard';
import type { Answer } from './wire/create-face-server';
import type { WireRequest } from './wire/wire';
import type { BillBook } from './world/bills/bill-book';
import type { Truth } from './world/truth';

/** What every face is made from. */
export interface FaceContext {
  seed: string;
  /** Multiplies the fleet; 1 is the demo's factory. */
  scale: number;
  /** Time in the simulated world. */
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  /** What everything costs; one book for all faces. */
  bills: BillBook;
  /** Time on the wire: tokens, signatures and certificates live in it. */
  realNow: () => Date;
  /** PEM of the authority that signed the faces' certificates. */
  caCertificate: string;
  /**
   * A secret of the face's own, the same for as long as the sandbox keeps its state: 32 bytes drawn from its key and
   * `purpose`.
   */
  secretFor(purpose: string): Buffer;
  /** Refuses calls beyond the limits the vendor publishes; otherwise they are at most counted. */
  enforceLimits?: boolean;
}

/** What the console needs to know to connect to a part of the sandbox. */
export interface ConnectionFacts {
  provider: FaceName;
  /** What the demo calls the connection, e.g. `Simulated Azure`. */
  name: string;
  settings: Record<string, unknown>;
  secret: Record<string, string> | null;
  /** Other secrets that open the same connection, one a way of signing in; absent where there is but one. */
  otherSecrets?: readonly Record<string, string>[];
}

/** One provider, played: an HTTPS origin of its own that speaks the provider's wire protocol. */
export interface Face {
  title: string;
  /** Answers one request. Asks the switchboard which fault strikes, since only the face knows what is asked for. */
  answer(request: WireRequest): Answer | Promise<Answer>;
  /** The connections that see all of the face, given where it listens. */
  connections(origin: string): ConnectionFacts[];
  /** What is really there now. */
  truth(): Truth;
}
