import type { ProviderCall } from '../../contract/provider-calls';
import { factsOf, isGoogleOperation } from '../permissions/operations';
import type { RefusalFacts } from './google-refusal';
import type { RefusalMeaning } from './to-meaning';

/** Google refuses assertions whose time is off by more than a few minutes, in milliseconds; less than this is no cause. */
const clockToleranceMs = 4 * 60_000;

interface Sentences {
  message: string;
  remedy: string;
}

/** What happened and what to do about it. */
export function describeMeaning(
  meaning: RefusalMeaning,
  call: ProviderCall,
  facts: RefusalFacts,
  now: Date,
): Sentences {
  const subject = toSubject(call);
  switch (meaning) {
    case 'credentials':
      return describeCredentials(subject, facts, now);
    case 'denied':
      return { message: `Google Cloud denied ${subject}.`, remedy: permissionRemedy(call, facts) };
    case 'api-disabled':
      return {
        message: `${facts.api ?? 'The API'} is switched off for ${subject}.`,
        remedy: `Switch it on in the project of the credentials: gcloud services enable ${facts.api ?? apiOf(call)}.`,
      };
    case 'billing':
      return {
        message: `Google Cloud refused ${subject} because the project of the credentials has no billing account.`,
        remedy: 'Link a billing account to the project that the credentials belong to.',
      };
    case 'perimeter':
      return {
        message: `A VPC Service Controls perimeter keeps ${subject} out.`,
        remedy: 'Let the perimeter’s ingress policy admit the connection’s identity to this API.',
      };
    case 'throttled':
      return {
        message: `Google Cloud is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the collection interval or raise the quota.',
      };
    case 'unavailable':
      return {
        message: `Google Cloud could not serve ${subject}.`,
        remedy: 'Wait for the next collection; see status.cloud.google.com.',
      };
    case 'not-offered':
      return {
        message: `Google Cloud does not offer ${subject}.`,
        remedy: 'Check that the endpoint is a Google Cloud API.',
      };
    case 'not-found':
      return {
        message: `Google Cloud knows nothing of ${subject}.`,
        remedy: 'Check the scope of the connection; a project that is being deleted goes with the next collection.',
      };
  }
}

/** The call and where it went, in words. */
export function toSubject({ operation, place }: ProviderCall): string {
  return place === undefined ? operation : `${operation} in ${place}`;
}

function describeCredentials(subject: string, { date, reason }: RefusalFacts, now: Date): Sentences {
  const leadMs = now.getTime() - Date.parse(date ?? '');
  if (Math.abs(leadMs) >= clockToleranceMs) {
    const minutes = Math.round(Math.abs(leadMs) / 60_000);
    return {
      message: `Google did not accept the credentials for ${subject}: the clocks differ, this machine’s is ${minutes} min ${leadMs > 0 ? 'ahead' : 'behind'}.`,
      remedy: 'Synchronise this machine’s clock (NTP).',
    };
  }
  return {
    message: `Google did not accept the credentials for ${subject}${reason === undefined ? '' : ` (${reason})`}.`,
    remedy:
      'Check that the service account and its key, or the identity pool’s provider, are enabled, and enter the credentials again; a subject token lives for an hour at most.',
  };
}

function permissionRemedy({ operation, place }: ProviderCall, { permission }: RefusalFacts): string {
  const facts = isGoogleOperation(operation) ? factsOf(operation) : undefined;
  const needed = permission ?? facts?.permission ?? operation;
  const where = place === undefined ? '' : ` on ${place}`;
  const role =
    facts?.role === undefined || (permission ?? facts.permission) !== facts.permission ? '' : ` (in ${facts.role})`;
  return `Grant the connection’s identity ${needed}${role}${where}, and check that no deny policy takes it away there.`;
}

function apiOf({ operation }: ProviderCall): string {
  return `${operation.split(':')[0]}.googleapis.com`;
}
