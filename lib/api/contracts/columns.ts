import { z } from 'zod';

/** What an OpenAPI document says of an element. */
interface ElementDocument {
  type: 'integer' | 'number' | ['number', 'null'];
  minimum?: number;
  maximum?: number;
}

/**
 * A list that may have tens of thousands of elements over all rows of an answer: it is checked as a whole by `isColumn`, where a
 * schema an element takes longer than all else that a page does with the answer. `element` documents what the check accepts.
 */
export function toColumnSchema<T>(isColumn: (value: unknown) => boolean, element: ElementDocument) {
  return z.custom<T[]>(isColumn, 'Not a column of these values.').meta({ override: { type: 'array', items: element } });
}

/** Whether something is a list of which each element passes. */
export function isEach(passes: (element: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(passes);
}
