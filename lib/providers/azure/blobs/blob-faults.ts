import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import type { AzureRefusal } from '../connect/azure-refusal';

interface BlobFaultWords {
  kind: ProviderFaultKind;
  /** Completes the sentence that the call and its place begin. */
  problem: string;
  remedy: string;
}

const checkNames = 'Check the names of the storage account and the container.';
const listAnew = 'Wait for the next collection, which lists the blobs anew.';
const replaced: BlobFaultWords = {
  kind: 'response-unexpected',
  problem: 'found the blob replaced or deleted since it was listed',
  remedy: listAnew,
};
const archived: BlobFaultWords = {
  kind: 'response-unexpected',
  problem: 'found the blob in the archive tier, from which nothing can be read',
  remedy: 'Rehydrate the blob to the hot or cool tier, and let no lifecycle rule archive what Millwright has to read.',
};

/** Codes of the blob service that mean something else, or nothing, in the rest of Azure. */
const wordsByCode = new Map<string, BlobFaultWords>(
  Object.entries({
    ResourceNotFound: { kind: 'response-unexpected', problem: 'found no such storage account', remedy: checkNames },
    ContainerNotFound: { kind: 'response-unexpected', problem: 'found no such container', remedy: checkNames },
    ContainerBeingDeleted: {
      kind: 'response-unexpected',
      problem: 'found the container being deleted',
      remedy: checkNames,
    },
    BlobNotFound: {
      kind: 'response-unexpected',
      problem: 'found the blob gone: it was deleted after it was listed',
      remedy: listAnew,
    },
    ConditionNotMet: replaced,
    InvalidRange: replaced,
    BlobArchived: archived,
    BlobBeingRehydrated: archived,
    AccountIsDisabled: {
      kind: 'permission-missing',
      problem: 'found the storage account disabled',
      remedy: 'Enable the storage account or its subscription.',
    },
    AuthorizationFailure: {
      kind: 'permission-missing',
      problem: 'was not let in by the storage account',
      remedy: 'Let the account’s network rules admit the address Millwright calls from, or give it a private endpoint.',
    },
  } satisfies Record<string, BlobFaultWords>),
);

/** The fault of a refusal whose code only blobs know; null for any other, which is judged as all of Azure's are. */
export function toBlobFault(refusal: AzureRefusal, call: ProviderCall): ProviderError | null {
  for (const code of refusal.codes) {
    const words = wordsByCode.get(code);
    if (words !== undefined) return blobFault(call, code, words, refusal);
  }
  return null;
}

/** A fault in our words. */
export function blobFault(call: ProviderCall, code: string, words: BlobFaultWords, cause?: unknown): ProviderError {
  const { operation, place } = call;
  const where = place === undefined ? '' : ` in ${place}`;
  const { kind, problem, remedy } = words;
  return new ProviderError({ kind, code, operation, message: `${operation}${where} ${problem}.`, remedy, cause });
}
