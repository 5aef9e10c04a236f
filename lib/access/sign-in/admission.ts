/**
 * Why somebody was not let in; also the `error` that the sign-in page gets.
 * `EmailNotVerified`: the person is new here, and the provider does not say that the address is theirs.
 */
export type AdmissionFault =
  | 'Disabled'
  | 'EmailMissing'
  | 'EmailNotVerified'
  | 'OAuthAccountNotLinked'
  | 'AccessDenied';

export type Admission = { personId: string; email: string } | { fault: AdmissionFault };
