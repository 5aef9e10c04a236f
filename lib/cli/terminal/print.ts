import type { Terminal } from './terminal';

/** A column of a listing. Missing values are shown as a dash, never as nothing or zero. */
export interface Column<Row> {
  title: string;
  text: (row: Row) => string | null;
}

/** Prints an answer for a program: one JSON document. */
export function printJson(terminal: Terminal, answer: unknown): void {
  terminal.out(JSON.stringify(answer, null, 2));
}

/** Prints rows for a person, columns as wide as their widest cell. */
export function printTable<Row>(terminal: Terminal, columns: Column<Row>[], rows: Row[]): void {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => toCell(text(row))))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 1)));
  for (const line of lines)
    terminal.out(
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 1))
        .join('  ')
        .trimEnd(),
    );
}

/** Control characters in what a provider named could drive the terminal; they are shown as what they are. */
export function toCell(text: string | null): string {
  if (text === null || text === '') return '—';
  return text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
