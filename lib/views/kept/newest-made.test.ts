import { expect, it } from 'vitest';
import { NewestMade } from './newest-made';

const second = (seconds: number) => new Date(1_000_000 + seconds * 1_000);
const settle = () => new Promise(setImmediate);

/** Makers that are told when to end, by name. */
class Making {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, (error?: Error) => void>();
  readonly newest = new NewestMade<string>();
  isCurrent = true;

  ask(seconds: number, name: string, key = 'same'): Promise<string> {
    return this.newest.read(key, second(seconds), {
      make: () => {
        this.begun.push(name);
        return new Promise((resolve, reject) =>
          this.#ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error))),
        );
      },
      isCurrent: async () => this.isCurrent,
      toOutdated: (made) => `${made}, outdated`,
    });
  }

  async end(name: string, error?: Error): Promise<void> {
    await settle();
    this.endNow(name, error);
    await settle();
  }

  endNow(name: string, error?: Error): void {
    this.#ends.get(name)?.(error);
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

it('has one wait at most while one is made, as whoever asked last would have it, however slow it is', async () => {
  const making = new Making();
  const first = making.ask(0, 'a');
  await settle();
  const waiting = [making.ask(12, 'b'), making.ask(24, 'c'), making.ask(36, 'd'), making.ask(35, 'e')];
  await making.end('a');
  expect(await first).toBe('a');
  const joined = making.ask(44, 'f');
  const later = making.ask(48, 'g');
  await making.end('d');
  expect(await Promise.all([...waiting, joined])).toEqual(['d', 'd', 'd', 'd', 'd']);
  await making.end('g');
  expect(await later).toBe('g');
  expect(making.begun).toEqual(['a', 'd', 'g']);
});

it.each(Array.from({ length: 9 }, (_, ticks) => ticks))(
  'makes one at a time, also asked %i ticks after one ended',
  async (ticks) => {
    const making = new Making();
    const asked = [making.ask(0, 'a'), making.ask(12, 'b')];
    await settle();
    making.endNow('a');
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    asked.push(making.ask(40, 'c'));
    await settle();
    expect(making.begun).toHaveLength(2);
    for (const name of ['b', 'c']) await making.end(name);
    await Promise.all(asked);
  },
);

it('serves for ten minutes, as outdated, what was made before the next could not be', async () => {
  const making = new Making();
  const first = making.ask(0, 'a');
  await making.end('a');
  await first;
  const inNeed = making.ask(40, 'b');
  await making.end('b', new Error('gone'));
  expect(await inNeed).toBe('a, outdated');
  const other = making.ask(41, 'c', 'other');
  const ofOther = expect(other).rejects.toThrow('gone');
  await making.end('c', new Error('gone'));
  await ofOther;
  const tooLate = making.ask(601, 'd');
  const ofTooLate = expect(tooLate).rejects.toThrow('gone');
  await making.end('d', new Error('gone'));
  await ofTooLate;
});

it('makes another after one that failed', async () => {
  const newest = new NewestMade<string>();
  const read = (make: () => Promise<string>) =>
    newest.read('', second(0), { make, isCurrent: async () => true, toOutdated: (made) => made });
  await expect(read(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await read(async () => 'there')).toBe('there');
});
