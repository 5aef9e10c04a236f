import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { readLines } from './read-lines';
import { UnreadableFile } from './unreadable-file';

/** A number as it was written: as a number of JavaScript it would lose digits. */
class WrittenNumber {
  constructor(readonly text: string) {}
  toJSON(): number {
    return Number(this.text);
  }
}

/** More than any bill has. */
const mostColumns = 2_000;

const recordSchema = z.record(z.string(), z.unknown());

/**
 * Writes a file of JSON lines anew with every value as text, and answers the names its objects use. Throws
 * `UnreadableFile` for a line that is no object.
 */
export async function stageJsonLines(path: string, target: string): Promise<string[]> {
  const names = new Set<string>();
  async function* rewritten() {
    let row = 0;
    for await (const line of readLines(path)) {
      const text = line.replace(/^\uFEFF/, '');
      if (text.trim() === '') continue;
      row += 1;
      const entries = Object.entries(toRecord(text, row)).map(([name, value]) => [name.trim(), toText(value)] as const);
      for (const [name] of entries) names.add(name);
      if (names.size > mostColumns) throw new UnreadableFile(`The file has more than ${mostColumns} columns.`);
      yield `${JSON.stringify(Object.fromEntries(entries))}\n`;
    }
  }
  await pipeline(Readable.from(rewritten()), createWriteStream(target, { mode: 0o600 }));
  if (names.size === 0) throw new UnreadableFile('The file is empty.');
  return [...names];
}

function toRecord(text: string, row: number): Record<string, unknown> {
  try {
    return recordSchema.parse(JSON.parse(text, reviveNumber));
  } catch {
    throw new UnreadableFile('The line is no JSON object.', { row });
  }
}

function reviveNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? new WrittenNumber(context.source) : value;
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined || value === '' || value === 'NULL') return null;
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
