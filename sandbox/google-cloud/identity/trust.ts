import { createServiceAccount, type ServiceAccount } from './service-account';
import { createWorkload, type Workload } from './workload';

/** Whom the face believes, and the keys it signs with. */
export interface Trust {
  account: ServiceAccount;
  workload: Workload;
  /** Signs access and page tokens. */
  signingKey: Buffer;
}

export function createTrust(secretFor: (purpose: string) => Buffer): Trust {
  return {
    account: createServiceAccount(secretFor('google-cloud/service-account')),
    workload: createWorkload(secretFor('google-cloud/workload')),
    signingKey: secretFor('google-cloud/tokens'),
  };
}
