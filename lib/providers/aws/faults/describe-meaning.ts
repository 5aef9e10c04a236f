import type { ProviderCall } from '../../contract/provider-calls';
import { actionOf, isAwsOperation } from '../permissions/operations';
import type { CodeMeaning } from './error-codes';

/** AWS refuses signatures whose time is off by more than this, in milliseconds; less than it is no cause. */
const signatureToleranceMs = 4 * 60_000;

interface Sentences {
  message: string;
  remedy: string;
}

/** What happened and what to do about it. `clockLeadMs`: how far our clock is ahead of AWS's; undefined when unknown. */
export function describeMeaning(meaning: CodeMeaning, call: ProviderCall, clockLeadMs: number | undefined): Sentences {
  const subject = call.place === undefined ? call.operation : `${call.operation} in ${call.place}`;
  switch (meaning) {
    case 'denied':
      return { message: `AWS denied ${subject}.`, remedy: permissionRemedy(call.operation) };
    case 'no-credentials':
      return {
        message: `Millwright found no credentials of its own for ${subject}.`,
        remedy: 'Enter an access key in the connection, or give the Millwright process an AWS role.',
      };
    case 'credentials':
      return {
        message: `AWS did not accept the credentials for ${subject}.`,
        remedy: 'Enter valid keys; where only one region fails, check that it is enabled for the account.',
      };
    case 'expired':
      return {
        message: `The credentials for ${subject} have expired.`,
        remedy: 'Rotate the connection’s secret; prefer long-lived keys or ambient credentials with a role to assume.',
      };
    case 'clock':
      return describeClock(subject, clockLeadMs);
    case 'throttled':
      return {
        message: `AWS is throttling ${subject}.`,
        remedy: 'Wait for the next collection; if it lasts, lengthen the collection interval or raise the quota.',
      };
    case 'unavailable':
      return {
        message: `AWS could not serve ${subject}.`,
        remedy: 'Wait for the next collection; see the AWS Health Dashboard.',
      };
    case 'not-offered':
      return {
        message: `AWS does not offer ${subject} to this account.`,
        remedy: 'Enable the region or service for the account, or name the regions to read in the connection.',
      };
  }
}

function permissionRemedy(operation: string): string {
  if (operation === 'sts:AssumeRole') {
    return 'Let the role’s trust policy name the connection’s identity and external id, and that identity’s policy allow sts:AssumeRole on the role.';
  }
  const action = isAwsOperation(operation) ? actionOf(operation) : operation;
  return `Allow ${action} in the policy of the role, and check that no service control policy or key policy denies it there.`;
}

function describeClock(subject: string, clockLeadMs: number | undefined): Sentences {
  if (clockLeadMs === undefined || Math.abs(clockLeadMs) < signatureToleranceMs) {
    return {
      message: `AWS did not accept the signature of ${subject}.`,
      remedy: 'Enter the secret access key again, and check that this machine’s clock is right.',
    };
  }
  const minutes = Math.round(Math.abs(clockLeadMs) / 60_000);
  return {
    message: `AWS did not accept the signature of ${subject}: the clocks differ, this machine’s is ${minutes} min ${clockLeadMs > 0 ? 'ahead' : 'behind'}.`,
    remedy: 'Synchronise this machine’s clock (NTP).',
  };
}
