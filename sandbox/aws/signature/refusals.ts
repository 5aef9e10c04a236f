import { AwsError } from '../aws-error';
import type { Protocol } from '../protocol/protocol';

/** One refusal in each protocol's words: code and status. */
type Wording = Record<Protocol, [code: string, status: number]>;

const unknownKeyWording: Wording = {
  ec2: ['AuthFailure', 401],
  query: ['InvalidClientTokenId', 403],
  json: ['UnrecognizedClientException', 400],
  'rest-json': ['UnrecognizedClientException', 403],
  'rest-xml': ['InvalidAccessKeyId', 403],
};

const mismatchWording: Wording = {
  ec2: ['AuthFailure', 401],
  query: ['SignatureDoesNotMatch', 403],
  json: ['InvalidSignatureException', 400],
  'rest-json': ['InvalidSignatureException', 403],
  'rest-xml': ['SignatureDoesNotMatch', 403],
};

const skewWording: Wording = {
  ec2: ['RequestExpired', 400],
  query: ['SignatureDoesNotMatch', 403],
  json: ['InvalidSignatureException', 400],
  'rest-json': ['InvalidSignatureException', 403],
  'rest-xml': ['RequestTimeTooSkewed', 403],
};

const expiredWording: Wording = {
  ec2: ['RequestExpired', 400],
  query: ['ExpiredToken', 403],
  json: ['ExpiredTokenException', 400],
  'rest-json': ['ExpiredTokenException', 403],
  'rest-xml': ['ExpiredToken', 400],
};

const missingWording: Wording = {
  ec2: ['MissingParameter', 400],
  query: ['MissingAuthenticationToken', 403],
  json: ['MissingAuthenticationTokenException', 400],
  'rest-json': ['MissingAuthenticationTokenException', 403],
  'rest-xml': ['AccessDenied', 403],
};

const malformedWording: Wording = {
  ec2: ['AuthFailure', 401],
  query: ['IncompleteSignature', 400],
  json: ['IncompleteSignatureException', 400],
  'rest-json': ['IncompleteSignatureException', 403],
  'rest-xml': ['AuthorizationHeaderMalformed', 400],
};

const deniedWording: Wording = {
  ec2: ['UnauthorizedOperation', 403],
  query: ['AccessDenied', 403],
  json: ['AccessDeniedException', 400],
  'rest-json': ['AccessDeniedException', 403],
  'rest-xml': ['AccessDenied', 403],
};

const refuse = (wording: Wording, protocol: Protocol, message: string): AwsError => {
  const [code, status] = wording[protocol];
  return new AwsError(code, message, status);
};

const ec2NotValidated = 'AWS was not able to validate the provided access credentials';

export function unknownKey(protocol: Protocol): AwsError {
  const message = protocol === 'ec2' ? ec2NotValidated : 'The security token included in the request is invalid.';
  return refuse(unknownKeyWording, protocol, message);
}

export function signatureMismatch(protocol: Protocol): AwsError {
  const message =
    protocol === 'ec2'
      ? ec2NotValidated
      : 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
  return refuse(mismatchWording, protocol, message);
}

export function bodyAltered(protocol: Protocol): AwsError {
  if (protocol !== 'rest-xml') return signatureMismatch(protocol);
  return new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
  );
}

export function clockTooFarOff(protocol: Protocol, signedAt: string, now: Date): AwsError {
  if (protocol === 'ec2') return refuse(skewWording, protocol, 'Request has expired.');
  if (protocol === 'rest-xml') {
    return new AwsError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
      {
        detail: { RequestTime: signedAt, ServerTime: now.toISOString(), MaxAllowedSkewMilliseconds: '900000' },
      },
    );
  }
  const serverTime = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const message =
    signedAt < serverTime
      ? `Signature expired: ${signedAt} is now earlier than ${serverTime} - 5 min.`
      : `Signature not yet current: ${signedAt} is still later than ${serverTime} + 5 min.`;
  return refuse(skewWording, protocol, message);
}

export function expired(protocol: Protocol): AwsError {
  const message = protocol === 'ec2' ? 'Request has expired.' : 'The security token included in the request is expired';
  return refuse(expiredWording, protocol, message);
}

export function unsigned(protocol: Protocol, detail: string): AwsError {
  return refuse(missingWording, protocol, detail);
}

export function malformed(protocol: Protocol, detail: string): AwsError {
  return refuse(malformedWording, protocol, detail);
}

export function denied(protocol: Protocol, arn: string, action: string, resource: string, reason: string): AwsError {
  const message =
    protocol === 'ec2'
      ? `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ${action} ${reason}`
      : `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`.trimEnd();
  return refuse(deniedWording, protocol, message);
}
