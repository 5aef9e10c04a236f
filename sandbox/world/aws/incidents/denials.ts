import { accounts } from '../geography';

/** Something an account's policy forbids everyone who reads it from outside. */
export interface Denial {
  account: string;
  region: string;
  /** The vendor's prefix of the forbidden actions, e.g. `sagemaker`. */
  actionPrefix: string;
}

/** Always in force: the serving account keeps model serving in Mumbai to itself. */
export const standingDenials: readonly Denial[] = [
  { account: accounts.serving.id, region: 'ap-south-1', actionPrefix: 'sagemaker' },
];
