import type { ProbeFault, ProbeOutcome } from '@/lib/domain/probe/probe';

/** What the way itself does to an attempt: nothing comes back, or something between says that nothing will. */
const lostCodes = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ECONNRESET', 'EPIPE']);

/** What an error of a connection tells of the way, by its code. */
export function toOutcome(error: unknown): ProbeOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (lostCodes.has(code)) return { is: 'lost' };
  return { is: 'failed', fault: toFault(code) };
}

function toFault(code: string): ProbeFault {
  if (code === 'ECONNREFUSED') return 'port-closed';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-unknown';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code)) return 'certificate-refused';
  if (code === 'EPROTO' || /^(HPE_|ERR_SSL_|ERR_TLS_)/.test(code)) return 'answer-unexpected';
  return 'agent-failed';
}
