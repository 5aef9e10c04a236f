import type { EdgeSnapshot, EdgeWorld } from '../world/f5-distributed-cloud/world';

/** What an operation answers from. */
export interface Reading {
  world: EdgeWorld;
  snapshot: EdgeSnapshot;
  nowMs: number;
  namespace: string;
  /** The last part of the path in braces; empty where there is none. */
  name: string;
  query: Readonly<Record<string, string>>;
  /** Of a repeated parameter, every value. */
  listOf(parameter: string): string[];
  body: unknown;
  /** Lists come back with nothing in them. */
  isEmpty: boolean;
}
