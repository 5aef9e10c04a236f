import { z } from 'zod';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

interface NetworkFault {
  kind: ProviderFaultKind;
  /** Completes "Millwright could not …". */
  problem: string;
  remedy: string;
}

const path = 'Check the network path from Millwright to the F5 console.';
const trust =
  'Check the tenant URL; where a proxy on the way shows a certificate of its own, enter its authority as the CA certificate.';

const unavailable = (problem: string, remedy: string): NetworkFault => ({ kind: 'unavailable', problem, remedy });

const bySystemCode = new Map<string, NetworkFault>([
  ['ENOTFOUND', unavailable('find the host name of', 'Check the tenant URL and the name server.')],
  ['EAI_AGAIN', unavailable('resolve the host name of', 'Check the name server.')],
  ['ECONNREFUSED', unavailable('connect to', 'Check the tenant URL and the network path to it.')],
  ['ECONNRESET', unavailable('read a whole answer from', path)],
  ['ECONNABORTED', unavailable('read a whole answer from', path)],
  ['ERR_STREAM_PREMATURE_CLOSE', unavailable('read a whole answer from', path)],
  ['EPIPE', unavailable('send the whole request to', path)],
  ['ETIMEDOUT', unavailable('reach', path)],
  ['EHOSTUNREACH', unavailable('reach', path)],
  ['ENETUNREACH', unavailable('reach', path)],
]);

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

/** What a system or TLS error code means for a call; undefined for codes that are neither. */
export function networkFaultOf(code: string): NetworkFault | undefined {
  if (certificateCodes.has(code)) {
    return { kind: 'response-unexpected', problem: 'trust the certificate of', remedy: trust };
  }
  if (refusedCertificateCodes.has(code)) {
    return {
      kind: 'credentials-rejected',
      problem: 'show a client certificate that is accepted for',
      remedy: 'Create a new certificate for the service credential, or use an API token.',
    };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return {
      kind: 'response-unexpected',
      problem: 'agree on TLS with',
      remedy: 'Check that the tenant URL is the address of an F5 console.',
    };
  }
  if (code.startsWith('HPE_')) {
    return {
      kind: 'response-unexpected',
      problem: 'read HTTP from',
      remedy: 'Check that the tenant URL is the address of an F5 console.',
    };
  }
  return bySystemCode.get(code);
}

const coded = z.object({ code: z.string() });

/** The system's code for what went wrong below HTTP; undefined when the error has none. */
export function systemCodeOf(error: unknown): string | undefined {
  return coded.safeParse(error).data?.code;
}
