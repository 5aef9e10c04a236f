import type { ProviderCall } from '../../contract/provider-calls';
import { roleOf } from '../permissions/operations';
import type { CodeMeaning } from './error-codes';

/** Entra and Resource Manager refuse times that are off by more than this, in milliseconds; less than it is no cause. */
const clockToleranceMs = 4 * 60_000;

interface Sentences {
  message: string;
  remedy: string;
}

/** What happened and what to do about it. `clockLeadMs`: how far our clock is ahead of Azure's; undefined when unknown. */
export function describeMeaning(meaning: CodeMeaning, call: ProviderCall, clockLeadMs: number | undefined): Sentences {
  const subject = call.place === undefined ? call.operation : `${call.operation} in ${call.place}`;
  const clock = describeClock(subject, clockLeadMs);
  switch (meaning) {
    case 'denied':
      return { message: `Azure denied ${subject}.`, remedy: roleRemedy(call.operation) };
    case 'no-credentials':
      return {
        message: `Millwright runs under no workload identity that could serve ${subject}.`,
        remedy:
          'Enter a client secret, certificate or federated token, or give the Millwright process AZURE_FEDERATED_TOKEN_FILE.',
      };
    case 'secret':
      return {
        message: `Microsoft Entra did not accept the client secret for ${subject}.`,
        remedy: 'Enter the value of a valid client secret of the registration, not its id.',
      };
    case 'secret-expired':
      return {
        message: `The client secret for ${subject} has expired.`,
        remedy: 'Add a new client secret to the registration and enter it here, or change to a federated credential.',
      };
    case 'certificate':
      return (
        clock ?? {
          message: `Microsoft Entra did not accept the certificate for ${subject}.`,
          remedy:
            'Upload the certificate to the registration, check that it is still valid, and enter it with its key.',
        }
      );
    case 'federation':
      return {
        message: `No federated credential of the registration matches the token presented for ${subject}.`,
        remedy: 'Add a federated credential whose issuer, subject and audience are exactly those of the token.',
      };
    case 'application':
      return {
        message: `The tenant knows no usable application of the client id for ${subject}.`,
        remedy:
          'Check the client id and the tenant, and that the application is enabled and has a service principal there.',
      };
    case 'tenant':
      return {
        message: `Microsoft Entra knows no such tenant for ${subject}.`,
        remedy: 'Check the tenant id, and that the cloud is the one the tenant is in.',
      };
    case 'policy':
      return {
        message: `A conditional access policy refused ${subject}.`,
        remedy: 'Let the policy admit the application from the address Millwright calls from.',
      };
    case 'token':
      return (
        clock ?? {
          message: `Azure did not accept the token for ${subject}.`,
          remedy: 'Check that tenant, cloud and subscription belong together; renew the secret if it was replaced.',
        }
      );
    case 'clock':
      return (
        clock ?? {
          message: `Microsoft Entra found the credentials for ${subject} outside their time.`,
          remedy: 'Present a federated token that is still valid, and check that this machine’s clock is right.',
        }
      );
    case 'throttled':
      return {
        message: `Azure is throttling ${subject}.`,
        remedy:
          'Wait for the next collection; if it lasts, lengthen the collection interval or name fewer subscriptions.',
      };
    case 'unavailable':
      return {
        message: `Azure could not serve ${subject}.`,
        remedy: 'Wait for the next collection; see Azure Service Health.',
      };
    case 'not-offered':
      return {
        message: `Azure does not offer ${subject} to this subscription.`,
        remedy: 'Register the resource provider in the subscription, or leave the subscription out of the connection.',
      };
  }
}

function roleRemedy(operation: string): string {
  const needed = roleOf(operation);
  if (needed === null) return 'Check the roles of the application on the subscription.';
  return `Assign the role ${needed.role} on ${needed.on} to the application, and check that no deny assignment covers it.`;
}

/** Null when the clocks are not known to differ. */
function describeClock(subject: string, clockLeadMs: number | undefined): Sentences | null {
  if (clockLeadMs === undefined || Math.abs(clockLeadMs) < clockToleranceMs) return null;
  const minutes = Math.round(Math.abs(clockLeadMs) / 60_000);
  return {
    message: `Azure did not accept the credentials for ${subject}: the clocks differ, this machine’s is ${minutes} min ${clockLeadMs > 0 ? 'ahead' : 'behind'}.`,
    remedy: 'Synchronise this machine’s clock (NTP).',
  };
}
