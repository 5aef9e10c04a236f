import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Terminal } from './terminal';

/** The terminal this process was started in. */
export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  remark: (text) => process.stderr.write(`${text}\n`),
  async ask(question, { secret }) {
    if (!process.stdin.isTTY) return null;
    process.stderr.write(`${question}: `);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const prompt = createInterface({ input: process.stdin, output: secret ? silent : process.stderr, terminal: true });
    try {
      return await prompt.question('');
    } finally {
      prompt.close();
      if (secret) process.stderr.write('\n');
    }
  },
};
