/**
 * Why somebody was not let in; also the `error` that the sign-in page gets.
 * `EmailNotVerified`: the address belongs to somebody here, and the provider does not say it is this person's.
 */
export type AdmissionFault =
  | 'Disabled'
  | 'EmailMissing'
  | 'EmailNotVerified'
  | 'OAuthAccountNotLinked'
  | 'AccessDenied';

export type Admission = { personId: string; email: string } | { fault: AdmissionFault };
