import { expect, it } from 'vitest';
import { NewestMade } from './newest-made';

const second = (seconds: number) => new Date(1_000_000 + seconds * 1_000);
const settle = () => new Promise(setImmediate);

/** Makers that are told when to end, by name. */
class Making {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();
  readonly newest = new NewestMade<string>();
  isCurrent = true;

  ask(seconds: number, name: string, key = 'same'): Promise<string> {
    return this.newest.read(key, second(seconds), {
      make: () => {
        this.begun.push(name);
        return new Promise((resolve) => this.#ends.set(name, () => resolve(name)));
      },
      isCurrent: async () => this.isCurrent,
    });
  }

  async end(name: string): Promise<void> {
    await settle();
    this.#ends.get(name)?.();
    await settle();
  }
}

it('serves what came a moment earlier, and makes nothing beside it', async () => {
  const making = new Making();
  const first = making.ask(10, 'a');
  const earlier = making.ask(9.999, 'b');
  await making.end('a');
  expect(await Promise.all([first, earlier])).toEqual(['a', 'a']);
  expect(await making.ask(9.999, 'c')).toBe('a');
  expect(await making.ask(15, 'd')).toBe('a');
  expect(making.begun).toEqual(['a']);
});

it('serves what is old while the next is made, and nothing that is too old', async () => {
  const making = new Making();
  const first = making.ask(0, 'a');
  await making.end('a');
  await first;
  expect(await making.ask(6, 'b')).toBe('a');
  expect(await making.ask(7, 'c')).toBe('a');
  expect(making.begun).toEqual(['a', 'b']);
  await making.end('b');
  expect(await making.ask(8, 'd')).toBe('b');
  expect(await making.ask(36, 'e')).toBe('b');
  await making.end('e');
  const tooLate = making.ask(67, 'f');
  await making.end('f');
  expect(await tooLate).toBe('f');
  expect(making.begun).toEqual(['a', 'b', 'e', 'f']);
});

it('serves for ten seconds, and no longer, what was made from something that changed', async () => {
  const making = new Making();
  const first = making.ask(0, 'a');
  await making.end('a');
  await first;
  making.isCurrent = false;
  expect(await making.ask(10, 'b')).toBe('a');
  const later = making.ask(11, 'c');
  await making.end('b');
  expect(await later).toBe('b');
  expect(making.begun).toEqual(['a', 'b']);
});

it('does not wait for one that was begun too long ago to have seen a change', async () => {
  const making = new Making();
  const first = making.ask(0, 'a');
  await settle();
  const second = making.ask(11, 'b');
  await making.end('a');
  await making.end('b');
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
});

it('makes one at a time, and does not keep what is older or of other parts', async () => {
  const making = new Making();
  const old = making.ask(0, 'old', 'before');
  const anew = making.ask(1, 'new', 'after');
  await settle();
  expect(making.begun).toEqual(['old']);
  await making.end('old');
  expect(await old).toBe('old');
  await making.end('new');
  expect(await anew).toBe('new');
  const muchEarlier = making.ask(-6, 'much earlier', 'after');
  await making.end('much earlier');
  expect(await muchEarlier).toBe('much earlier');
  expect(await making.ask(2, 'later', 'after')).toBe('new');
  expect(making.begun).toEqual(['old', 'new', 'much earlier']);
});

it('keeps what is made after the clock was set back', async () => {
  const making = new Making();
  const first = making.ask(600, 'a');
  await making.end('a');
  const second = making.ask(0, 'b');
  await making.end('b');
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(await making.ask(1, 'c')).toBe('b');
});

it('makes another after one that failed', async () => {
  const newest = new NewestMade<string>();
  const read = (make: () => Promise<string>) => newest.read('', second(0), { make, isCurrent: async () => true });
  await expect(read(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await read(async () => 'there')).toBe('there');
});
