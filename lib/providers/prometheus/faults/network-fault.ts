import { z } from 'zod';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

interface NetworkFault {
  kind: ProviderFaultKind;
  /** Completes "Millwright could not …". */
  problem: string;
  remedy: string;
}

const path = 'Check the network path from Millwright to the server.';
const trust =
  'Check the certificate of the server, or of the proxy before it; enter the authority that signed it as the CA certificate.';

const unavailable = (problem: string, remedy: string): NetworkFault => ({ kind: 'unavailable', problem, remedy });

const bySystemCode = new Map<string, NetworkFault>([
  ['ENOTFOUND', unavailable('find the host name of', 'Check the endpoint and the name server.')],
  ['EAI_AGAIN', unavailable('resolve the host name of', 'Check the name server.')],
  ['ECONNREFUSED', unavailable('connect to', 'Check that the server listens at the endpoint’s address and port.')],
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

/** What a system or TLS error code means for a call; undefined for codes that are neither. */
export function networkFaultOf(code: string): NetworkFault | undefined {
  if (certificateCodes.has(code)) {
    return { kind: 'response-unexpected', problem: 'trust the certificate of', remedy: trust };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return {
      kind: 'response-unexpected',
      problem: 'agree on TLS with',
      remedy: 'Check that the endpoint speaks https.',
    };
  }
  if (code.startsWith('HPE_')) {
    return {
      kind: 'response-unexpected',
      problem: 'read HTTP from',
      remedy: 'Check that the endpoint is a Prometheus-compatible server.',
    };
  }
  return bySystemCode.get(code);
}

const coded = z.object({ code: z.string() });

/** The system's code for what went wrong below HTTP; undefined when the error has none. */
export function systemCodeOf(error: unknown): string | undefined {
  return coded.safeParse(error).data?.code;
}
