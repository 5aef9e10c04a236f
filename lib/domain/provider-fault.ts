/** Every way a provider can fail us, as a closed set. Matched by code or type, never by message text. */
export const providerFaultKinds = [
  'credentials-rejected',
  'permission-missing',
  'rate-limited',
  'unavailable',
  'response-unexpected',
  'capability-unsupported',
  'outcome-unknown',
] as const;
export type ProviderFaultKind = (typeof providerFaultKinds)[number];

/** What could not be read, and why. Absent fields mean the gap is not narrower than that. */
export interface Gap {
  fault: ProviderFaultKind;
  account?: string;
  region?: string;
  /** True: what it concerns is named all the same, and only details of it are missing. */
  detailOnly?: boolean;
  /** Resource kind, metric or other thing that is missing. */
  subject?: string;
  /** The API operation that failed, e.g. `ec2:DescribeInstances`. */
  operation?: string;
  /** The provider's own error code, e.g. `UnauthorizedOperation`. */
  code?: string;
  /** One plain sentence for the operator: what failed. No secret, no stack. */
  message: string;
  /** One plain sentence: what to do about it. */
  remedy?: string;
}

export type Completeness = { complete: true } | { complete: false; gaps: [Gap, ...Gap[]] };

/** What a read returns: never thrown for a provider's fault. */
export interface ReadResult<T> {
  items: T[];
  completeness: Completeness;
  readAt: Date;
  /** Where the facts came from, e.g. `ec2.us-east-1 DescribeInstances`. */
  source: string;
}
