import type { WireRequest } from '../../wire/wire';
import type { Protocol } from '../protocol/protocol';
import { readSignedAt, type SignatureClaim } from './parse-authorization';
import * as refusals from './refusals';
import { type Identity, readSession } from './sessions';
import { announcesItsBody, isSignedBy } from './signature';

/** The keys a face knows. */
export interface KnownKeys {
  accessKeyId: string;
  secretAccessKey: string;
  identity: Identity;
  /** Seals session and page tokens; 32 bytes. */
  sealKey: Buffer;
}

interface Candidate {
  identity: Identity;
  secretAccessKey: string;
  expiresAt: Date | null;
}

/** How far a request's clock may be from ours. */
const toleranceMs: Record<Protocol, number> = {
  ec2: 5 * 60_000,
  query: 5 * 60_000,
  json: 5 * 60_000,
  'rest-json': 5 * 60_000,
  'rest-xml': 15 * 60_000,
};

/** Who signed the request, or the vendor's refusal thrown. `now` is the face's clock. */
export function authenticate(
  keys: KnownKeys,
  request: WireRequest,
  claim: SignatureClaim,
  protocol: Protocol,
  now: Date,
): Identity {
  const candidate = findCandidate(keys, claim);
  if (!candidate) throw refusals.unknownKey(protocol);
  const signedAt = readSignedAt(claim.signedAt);
  if (Math.abs(now.getTime() - signedAt.getTime()) > toleranceMs[protocol]) {
    throw refusals.clockTooFarOff(protocol, claim.signedAt, now);
  }
  if (!announcesItsBody(request)) throw refusals.bodyAltered(protocol);
  if (!claim.signedHeaders.includes('host') || !isSignedBy(request, claim, candidate.secretAccessKey)) {
    throw refusals.signatureMismatch(protocol);
  }
  if (candidate.expiresAt && candidate.expiresAt.getTime() <= now.getTime()) throw refusals.expired(protocol);
  return candidate.identity;
}

/** The account the request would act in, before anything is verified; null when its key is unknown. */
export function claimedAccount(keys: KnownKeys, claim: SignatureClaim): string | null {
  return findCandidate(keys, claim)?.identity.account ?? null;
}

function findCandidate(keys: KnownKeys, { accessKeyId, sessionToken }: SignatureClaim): Candidate | null {
  if (sessionToken === null) {
    if (accessKeyId !== keys.accessKeyId) return null;
    return { identity: keys.identity, secretAccessKey: keys.secretAccessKey, expiresAt: null };
  }
  const session = readSession(keys.sealKey, sessionToken);
  return session?.accessKeyId === accessKeyId ? session : null;
}
