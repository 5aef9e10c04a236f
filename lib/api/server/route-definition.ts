import type { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import type { Permission } from '@/lib/domain/access';
import type { Database } from '@/lib/store/database/database';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: anybody, whoever is signed in, or whoever holds a permission, or each of several, somewhere. A change that
 * answers with what a view reads names the view's permission too: refused after the change it would seem not to have happened.
 */
export type Access = 'public' | 'signed-in' | Permission | readonly [Permission, ...Permission[]];

/** What a route answers: JSON of a schema, nothing (204), or a stream it builds itself. */
export type Output = z.ZodType | 'nothing' | { stream: string };

export interface RouteInput {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body is bytes, `application/octet-stream`, and left to the handler to read from `request.body` as it comes. */
  takesBytes?: true;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler works with. Everything in it has passed its schema. */
export interface RouteContext<A extends Access, I extends RouteInput> {
  /** Null only on public routes. */
  actor: A extends 'public' ? Actor | null : Actor;
  database: Database;
  now: Date;
  /** Ties the answer, the log and the audit record together. */
  requestId: string;
  params: Parsed<I['params']>;
  query: Parsed<I['query']>;
  body: Parsed<I['body']>;
  request: Request;
}

export type Answer<O extends Output> = O extends z.ZodType ? z.input<O> : O extends 'nothing' ? unknown : Response;

/** One operation of the API: its contract, for the document and the tests, and what answers it. */
export interface RouteDefinition<A extends Access, I extends RouteInput, O extends Output> {
  /** Method and path template: `GET /api/v1/people/{id}`. Names the operation in metrics, log and document. */
  operation: `${Method} /api/${string}`;
  /** One sentence for the API document. */
  summary: string;
  access: A;
  input?: I;
  output: O;
  /** The status of success; 200, or 204 when nothing is answered. */
  status?: 201 | 202;
  handle(context: RouteContext<A, I>): Promise<Answer<O>>;
}

/** The part of a definition the API document and the tests read. */
export type RouteDescription = Pick<
  RouteDefinition<Access, RouteInput, Output>,
  'operation' | 'summary' | 'access' | 'input' | 'output' | 'status'
>;

/** What Next gives a route handler beside the request. */
export interface RouteSegment {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/** A route handler that carries its description. */
export interface RouteHandler {
  (request: Request, segment: RouteSegment): Promise<Response>;
  readonly description: RouteDescription;
}
