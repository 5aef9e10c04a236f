import { z } from 'zod';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { ProviderError } from '../provider-error';

/** What went wrong below HTTP. */
export interface NetworkFault {
  kind: ProviderFaultKind;
  /** Completes "Millwright could not …". */
  problem: string;
  remedy: string;
}

/** What to do about each kind of trouble below HTTP, in one sentence each, as it is with one provider. */
export interface NetworkAdvice {
  /** Its name is not known. */
  name: string;
  /** Nothing listens at the address. */
  listener: string;
  /** Nobody answers, or an answer breaks off. */
  path: string;
  /** Its certificate is not trusted. */
  trust: string;
  /** No TLS comes about. */
  tls: string;
  /** What answers speaks no HTTP. */
  protocol: string;
  /** It did not accept the certificate we showed; absent where none is ever shown. */
  clientCertificate?: string;
}

const certificateCodes: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The server closed the handshake over the certificate we showed, or over our showing none. */
const refusedCertificateCodes: ReadonlySet<string> = new Set([
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
]);

/** What waiting may cure, by the system's code. */
const passing: Readonly<Record<string, { problem: string; advice: 'name' | 'listener' | 'path' }>> = {
  ENOTFOUND: { problem: 'find the host name of', advice: 'name' },
  EAI_AGAIN: { problem: 'resolve the host name of', advice: 'name' },
  ECONNREFUSED: { problem: 'connect to', advice: 'listener' },
  ECONNRESET: { problem: 'read a whole answer from', advice: 'path' },
  ECONNABORTED: { problem: 'read a whole answer from', advice: 'path' },
  ERR_STREAM_PREMATURE_CLOSE: { problem: 'read a whole answer from', advice: 'path' },
  EPIPE: { problem: 'send the whole request to', advice: 'path' },
  ETIMEDOUT: { problem: 'reach', advice: 'path' },
  EHOSTUNREACH: { problem: 'reach', advice: 'path' },
  ENETUNREACH: { problem: 'reach', advice: 'path' },
};

/** What a system or TLS error code means for a call; undefined for codes that are neither. */
export function toNetworkFault(code: string, advice: NetworkAdvice): NetworkFault | undefined {
  const lasting = (problem: string, remedy: string): NetworkFault => ({ kind: 'response-unexpected', problem, remedy });
  if (certificateCodes.has(code)) return lasting('trust the certificate of', advice.trust);
  if (advice.clientCertificate !== undefined && refusedCertificateCodes.has(code)) {
    const problem = 'show a client certificate that is accepted for';
    return { kind: 'credentials-rejected', problem, remedy: advice.clientCertificate };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return lasting('agree on TLS with', advice.tls);
  if (code.startsWith('HPE_')) return lasting('read HTTP from', advice.protocol);
  const known = Object.hasOwn(passing, code) ? passing[code] : undefined;
  return known && { kind: 'unavailable', problem: known.problem, remedy: advice[known.advice] };
}

/** The fault of a call that failed below HTTP; null for any other error. `subject`: the call and where it went, in words. */
export function toNetworkError(
  error: unknown,
  { operation, subject }: { operation: string; subject: string },
  advice: NetworkAdvice,
): ProviderError | null {
  const code = systemCodeOf(error);
  const fault = code === undefined ? undefined : toNetworkFault(code, advice);
  if (fault === undefined) return null;
  const { kind, problem, remedy } = fault;
  const message = `Millwright could not ${problem} ${subject}.`;
  return new ProviderError({ kind, code, operation, message, remedy, cause: error });
}

const coded = z.object({ code: z.string() });

/** The system's code for what went wrong below HTTP; undefined when the error has none. */
export function systemCodeOf(error: unknown): string | undefined {
  return coded.safeParse(error).data?.code;
}
