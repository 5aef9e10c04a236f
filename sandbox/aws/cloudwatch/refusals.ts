import type { z } from 'zod';
import { AwsError } from '../aws-error';

/** What the service's codes were in the query protocol, as its model says; the others are the same in both. */
export const queryCodes: ReadonlyMap<string, string> = new Map([
  ['AccessDeniedException', 'AccessDenied'],
  ['ExpiredTokenException', 'ExpiredToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['InternalServiceFault', 'InternalServiceError'],
  ['InvalidParameterCombinationException', 'InvalidParameterCombination'],
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['MissingRequiredParameterException', 'MissingParameter'],
  ['ServiceUnavailableException', 'ServiceUnavailable'],
  ['ThrottlingException', 'Throttling'],
  ['UnknownOperationException', 'InvalidAction'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['ValidationException', 'ValidationError'],
]);

/** The refusal of input that does not fit the model. */
export function invalidInput(error: z.ZodError): AwsError {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  return isMissing
    ? new AwsError('MissingRequiredParameterException', `The parameter ${path} is required.`, 400)
    : validation(`Value at '${path}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`);
}

/** The refusal of a question that fits the model and not the service's rules. */
export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message, 400);
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400);
}

export function badToken(): AwsError {
  return new AwsError('InvalidNextToken', 'The next token specified is invalid.', 400);
}
