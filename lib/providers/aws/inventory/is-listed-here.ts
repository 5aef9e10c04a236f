import type { RegionContext } from '../connect/region-context';

/**
 * Whether a thing that two accounts can see is listed by this one: its owner lists it, and where the owner is not
 * read by this connection, the other account does. An owner that is not named is this account.
 */
export function isListedHere({ account, accounts }: RegionContext, owner: string | undefined): boolean {
  return owner === undefined || owner === account || !accounts.has(owner);
}

/** The same for a thing that any number of accounts can see: only its owner lists it. */
export function isOwnedHere({ account }: RegionContext, owner: string | undefined): boolean {
  return owner === undefined || owner === account;
}
