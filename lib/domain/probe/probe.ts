/**
 * What a probe does. `tcp`: opens a connection and takes the time until it is open. `http`: asks for a page and takes the
 * time from the question, on an open connection, to the head of the answer, whatever its status. `icmp`: an echo by the
 * system's ping. `throughput`: takes a page and how fast it came.
 */
export const probeKinds = ['tcp', 'http', 'icmp', 'throughput'] as const;
export type ProbeKind = (typeof probeKinds)[number];

/** In what values of a kind are: nanoseconds of a round trip, or bytes a second. */
export function toProbeUnit(kind: ProbeKind): 'ns' | 'By/s' {
  return kind === 'throughput' ? 'By/s' : 'ns';
}

/**
 * Why an attempt tells nothing of the way. Such attempts are neither answered nor lost: a name that is not known or a closed
 * port says nothing of what lies between.
 */
export const probeFaults = [
  'name-unknown',
  'address-refused',
  'port-closed',
  'certificate-refused',
  'answer-unexpected',
  'too-little-sent',
  'ping-missing',
  'ping-not-permitted',
  'agent-failed',
] as const;
export type ProbeFault = (typeof probeFaults)[number];

/** When and how a target is measured. */
export interface ProbeSchedule {
  /** From the start of one round to that of the next. */
  everySeconds: number;
  /** Attempts of one round, a fifth of a second apart or as close as the round asks; of throughput one. */
  attempts: number;
  /** An answer that takes longer counts as none. */
  timeoutMs: number;
  /** Of throughput: what is taken at most in one attempt, in bytes; null for other kinds. */
  mostBytes: number | null;
}

/**
 * From the start of one attempt of a round to that of the next, in milliseconds: so that the last is decided before the next
 * round begins, and consecutive round trips stay consecutive.
 */
export function toSpacingMs({ everySeconds, attempts, timeoutMs }: Omit<ProbeSchedule, 'mostBytes'>): number {
  return Math.min(200, (everySeconds * 1_000 - timeoutMs) / attempts);
}

/** What came of one attempt: a value in the kind's unit, no answer, or nothing that tells of the way. */
export type ProbeOutcome = { is: 'answered'; value: number } | { is: 'lost' } | { is: 'failed'; fault: ProbeFault };

/** How attempts on one target went over some time. */
export interface ProbeCounts {
  /** Attempts that were answered or lost. */
  sent: number;
  lost: number;
  /** Attempts beside those that tell nothing of the way. */
  failed: number;
  /** Why the last of them failed; null: none did. */
  fault: ProbeFault | null;
  /** Sum of the absolute differences of consecutive round trips, both answered, in nanoseconds; and how many there are. */
  jitterSumNs: number;
  jitterPairs: number;
}

/** What one agent measured of one target in one minute. */
export interface ProbeMinute extends ProbeCounts {
  target: string;
  /** Its start. */
  minute: Date;
  /** A packed sketch of what the answered attempts measured, in the kind's unit; null: none was answered. */
  sketch: Uint8Array | null;
}

/** Most attempts that a minute of any schedule can hold, with room for a round that began late. */
export const mostAttemptsOfMinute = 2_000;

/** Results that are older are refused, and so are those from ahead of our clock. */
export const oldestResultMs = 24 * 3_600_000;
export const aheadToleratedMs = 30_000;

export function isProbeKind(text: string): text is ProbeKind {
  return probeKinds.some((kind) => kind === text);
}
