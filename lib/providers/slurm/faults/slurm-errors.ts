import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

/** Slurm's error numbers (slurm_errno.h) and the system's, by what they mean for a read. The names are Slurm's own. */
const kinds: readonly [ProviderFaultKind, Record<number, string>][] = [
  [
    'credentials-rejected',
    {
      1007: 'SLURM_PROTOCOL_AUTHENTICATION_ERROR',
      6000: 'ESLURM_AUTH_CRED_INVALID',
      6001: 'ESLURM_AUTH_EXPIRED',
      6004: 'ESLURM_AUTH_BADARG',
      6007: 'ESLURM_AUTH_UNPACK',
      6008: 'ESLURM_AUTH_SKIP',
      6009: 'ESLURM_AUTH_UNABLE_TO_GENERATE_TOKEN',
      6010: 'ESLURM_AUTH_NOBODY',
      9008: 'ESLURM_REST_AUTH_FAIL',
    },
  ],
  [
    'permission-missing',
    {
      1: 'EPERM',
      13: 'EACCES',
      2002: 'ESLURM_ACCESS_DENIED',
      2010: 'ESLURM_USER_ID_MISSING',
      2052: 'ESLURM_RESERVATION_ACCESS',
    },
  ],
  ['rate-limited', { 1804: 'SLURMCTLD_COMMUNICATIONS_BACKOFF', 4034: 'ESLURMD_TOO_MANY_RPCS' }],
  [
    'unavailable',
    {
      11: 'EAGAIN',
      32: 'EPIPE',
      101: 'ENETUNREACH',
      103: 'ECONNABORTED',
      104: 'ECONNRESET',
      110: 'ETIMEDOUT',
      111: 'ECONNREFUSED',
      113: 'EHOSTUNREACH',
      115: 'EINPROGRESS',
      1001: 'SLURM_COMMUNICATIONS_CONNECTION_ERROR',
      1002: 'SLURM_COMMUNICATIONS_SEND_ERROR',
      1003: 'SLURM_COMMUNICATIONS_RECEIVE_ERROR',
      1004: 'SLURM_COMMUNICATIONS_SHUTDOWN_ERROR',
      1025: 'SLURM_SHUTTING_DOWN',
      1800: 'SLURMCTLD_COMMUNICATIONS_CONNECTION_ERROR',
      1801: 'SLURMCTLD_COMMUNICATIONS_SEND_ERROR',
      1802: 'SLURMCTLD_COMMUNICATIONS_RECEIVE_ERROR',
      1803: 'SLURMCTLD_COMMUNICATIONS_SHUTDOWN_ERROR',
      1805: 'SLURMCTLD_COMMUNICATIONS_HARD_DROP',
      2027: 'ESLURM_IN_STANDBY_MODE',
      2131: 'ESLURM_IN_STANDBY_USE_BACKUP',
      5003: 'ESLURM_PROTOCOL_INCOMPLETE_PACKET',
      5004: 'SLURM_PROTOCOL_SOCKET_IMPL_TIMEOUT',
      5005: 'SLURM_PROTOCOL_SOCKET_ZERO_BYTES_SENT',
      7000: 'ESLURM_DB_CONNECTION',
    },
  ],
  [
    'response-unexpected',
    {
      1005: 'SLURM_PROTOCOL_VERSION_ERROR',
      1900: 'SLURM_NO_CHANGE_IN_DATA',
      2000: 'ESLURM_INVALID_PARTITION_NAME',
      2018: 'ESLURM_INVALID_NODE_NAME',
    },
  ],
];

/** An error of Slurm's, as far as it matters here. */
export interface SlurmErrorMeaning {
  kind: ProviderFaultKind;
  name: string;
}

const meanings = new Map<number, SlurmErrorMeaning>(
  kinds.flatMap(([kind, names]) =>
    Object.entries(names).map(([number, name]): [number, SlurmErrorMeaning] => [Number(number), { kind, name }]),
  ),
);

/** What an error number means; undefined for one that is not known here. */
export function meaningOf(errorNumber: number): SlurmErrorMeaning | undefined {
  return meanings.get(errorNumber);
}

/**
 * v0.0.38 and v0.0.39 say so in place of an empty list: there are no nodes or partitions, or none that the user may see.
 */
export const nothingVisible: ReadonlySet<number> = new Set([2000, 2018]);
