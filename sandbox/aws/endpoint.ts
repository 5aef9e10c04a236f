import { z } from 'zod';
import type { WireRequest } from '../wire/wire';
import type { AwsError } from './aws-error';
import type { Call } from './call';
import type { Dialect, Reply } from './protocol/write-response';

/** One operation of an endpoint. */
export interface Operation {
  name: string;
  /** What policies call it, e.g. `s3:ListAllMyBuckets`. */
  action: string;
  /** Parses the input, then answers; refusals are thrown. */
  run(call: Call, input: unknown): Reply;
}

/** What a request asks an endpoint for. */
export interface Invocation {
  operation: Operation;
  input: unknown;
}

/** One of the vendor's endpoints: its protocol, its operations and its manner of refusing. */
export interface Endpoint {
  /** As it appears in credential scopes. */
  signingName: string;
  dialect: Dialect;
  /** The dialect of an endpoint that speaks more than one; `dialect` where it is absent. */
  dialectOf?(request: WireRequest): Dialect;
  /** The operation asked for; null when the endpoint knows none such. */
  resolve(request: WireRequest): Invocation | null;
  unknownOperation(request: WireRequest): AwsError;
  throttled(): AwsError;
  broken(status: number): AwsError;
  /** Regions where it answers; absent: every enabled one. */
  onlyRegion?: string;
}

export interface OperationDefinition<Input> {
  name: string;
  action: string;
  input: z.ZodType<Input>;
  /** The endpoint's refusal of input that does not fit. */
  invalid: (error: z.ZodError) => AwsError;
  run(call: Call, input: Input): Reply;
}

/** Makes an operation of a definition, its input parsed before it runs. */
export function defineOperation<Input>({ name, action, input, invalid, run }: OperationDefinition<Input>): Operation {
  return {
    name,
    action,
    run(call, raw) {
      const parsed = input.safeParse(raw);
      if (!parsed.success) throw invalid(parsed.error);
      return run(call, parsed.data);
    },
  };
}

/** A whole number that came as text, as the query protocols send them. */
export const wireInteger = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);

export const wireBoolean = z
  .enum(['true', 'false', 'True', 'False'])
  .transform((text) => text.toLowerCase() === 'true');
