import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { systemCodeOf, toNetworkFault } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { NoClusterName, NoCredentials, NothingTold, NoVersion, SlurmRefusal } from '../connect/answers';
import { apiVersions } from '../connect/api-versions';
import { networkAdvice } from './network-advice';
import { meaningOf, nothingVisible } from './slurm-errors';

/** A difference of clocks beyond this, in milliseconds, can make a token that is not valid yet, or no longer. */
const clockToleranceMs = 5 * 60_000;

/** What Slurm answers when it names no reason. */
const unnamedError = -1;

interface Sentences {
  kind: ProviderFaultKind;
  code?: string;
  message: string;
  remedy: string;
}

/** Classifies what a call to slurmrestd threw: by Slurm's error number, then by HTTP status, then by system code. */
export function toSlurmProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const { operation } = call;
  const subject = call.place === undefined ? operation : `${operation} of ${call.place}`;
  const retryAfterMs = error instanceof SlurmRefusal ? parseRetryAfter(error.facts.retryAfter, now) : undefined;
  return new ProviderError({ ...explain(error, subject, now), operation, retryAfterMs, cause: error });
}

function explain(error: unknown, subject: string, now: Date): Sentences {
  if (error instanceof SlurmRefusal) return explainRefusal(error, subject, now);
  const expected = explainOwn(error, subject);
  if (expected) return expected;
  const code = systemCodeOf(error);
  const network = code === undefined ? undefined : toNetworkFault(code, networkAdvice);
  if (code !== undefined && network !== undefined) {
    const { kind, problem, remedy } = network;
    return { kind, code, message: `Millwright could not ${problem} ${subject}.`, remedy };
  }
  return {
    kind: 'response-unexpected',
    code: 'Unreadable',
    message: `The answer to ${subject} could not be read as slurmrestd’s API describes it.`,
    remedy: 'Check that the endpoint is slurmrestd and that no proxy answers in its place.',
  };
}

/** What we ourselves found wrong before or after a call. */
function explainOwn(error: unknown, subject: string): Sentences | null {
  if (error instanceof NoCredentials) {
    return {
      kind: 'credentials-rejected',
      message: `The connection has no token for ${subject}.`,
      remedy: 'Enter the token that scontrol token prints for the user.',
    };
  }
  if (error instanceof NoVersion) {
    return {
      kind: 'response-unexpected',
      code: 'NoVersion',
      message: `The endpoint serves no version of Slurm’s API from ${apiVersions.at(-1)} to ${apiVersions[0]}.`,
      remedy:
        'Check the endpoint, its path included, and that slurmrestd loads one of these versions (its options -s and -d).',
    };
  }
  if (error instanceof NoClusterName) {
    return {
      kind: 'response-unexpected',
      code: 'NoClusterName',
      message: `The answer to ${subject} does not tell what the cluster is called.`,
      remedy: 'Enter the cluster name in the connection; slurmrestd tells it from v0.0.40 on.',
    };
  }
  if (error instanceof NothingTold) {
    return {
      kind: 'response-unexpected',
      code: 'NothingTold',
      message: `The answer to ${subject} is a list without entries or a time of change, which says nothing of what is there.`,
      remedy: 'Check that no cache answers in place of slurmrestd; the next collection asks again.',
    };
  }
  return null;
}

function explainRefusal(refusal: SlurmRefusal, subject: string, now: Date): Sentences {
  const { errorNumber, facts } = refusal;
  const meaning = errorNumber === null ? undefined : meaningOf(errorNumber);
  // Up to v0.0.38 a token that is refused is an error without a name, like many others.
  const hasEnded = errorNumber === unnamedError && facts.tokenExpiry != null && facts.tokenExpiry <= now;
  const kind = hasEnded ? 'credentials-rejected' : (meaning?.kind ?? kindOf(facts.status));
  const code = meaning?.name ?? String(errorNumber ?? facts.status);
  switch (kind) {
    case 'credentials-rejected':
      return { kind, code, ...describeRejection(refusal, subject, now) };
    case 'permission-missing':
      return {
        kind,
        code,
        message: `Slurm denied ${subject}.`,
        remedy: 'Give the user the operator level: sacctmgr modify user <name> set adminlevel=Operator.',
      };
    case 'rate-limited':
      return {
        kind,
        code,
        message: `Slurm is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the collection interval or raise rl_bucket_size.',
      };
    case 'unavailable':
      return {
        kind,
        code,
        message: `Slurm could not serve ${subject}.`,
        remedy:
          errorNumber === unnamedError
            ? 'Check the token and its user, since older versions do not say when they refuse them; then look at slurmctld with scontrol ping.'
            : 'Wait for the next collection; if it lasts, look at slurmctld with scontrol ping.',
      };
    default:
      return { kind, code, ...describeOther(errorNumber, subject, code) };
  }
}

function kindOf(status: number): ProviderFaultKind {
  if (status === 401 || status === 511) return 'credentials-rejected';
  if (status === 403) return 'permission-missing';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'response-unexpected';
}

function describeOther(errorNumber: number | null, subject: string, code: string): Omit<Sentences, 'kind' | 'code'> {
  if (errorNumber !== null && nothingVisible.has(errorNumber)) {
    return {
      message: `Slurm shows the user nothing for ${subject}.`,
      remedy: 'Give the user the operator level, so that PrivateData hides nothing, or check that the cluster has any.',
    };
  }
  return {
    message: `Slurm refused ${subject} with ${code}.`,
    remedy:
      'Look the number up in slurm_errno.h and in the log of slurmrestd; check that no proxy answers in its place.',
  };
}

function describeRejection({ facts }: SlurmRefusal, subject: string, now: Date): Omit<Sentences, 'kind' | 'code'> {
  const { date, tokenExpiry } = facts;
  if (tokenExpiry && tokenExpiry <= now) {
    return {
      message: `Slurm did not accept the token for ${subject}: it ended on ${tokenExpiry.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      remedy: 'Enter a new token (scontrol token with a longer lifespan).',
    };
  }
  const leadMs = date === undefined ? Number.NaN : now.getTime() - Date.parse(date);
  if (Math.abs(leadMs) >= clockToleranceMs) {
    const minutes = Math.round(Math.abs(leadMs) / 60_000);
    return {
      message: `Slurm did not accept the token for ${subject}, and the clocks differ: this machine’s is ${minutes} min ${leadMs > 0 ? 'ahead' : 'behind'}.`,
      remedy: 'Synchronise the clocks of slurmrestd’s and slurmctld’s machines and of this one (NTP).',
    };
  }
  return {
    message: `Slurm did not accept the token for ${subject}.`,
    remedy: 'The token is wrong, has ended, or is for another user: enter a new one, and the name of its user.',
  };
}
