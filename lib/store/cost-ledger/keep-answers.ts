/** How much of what is kept there may be at once; `sizeOf`: about how many bytes an answer takes. */
interface ByteBound<T> {
  mostBytes: number;
  sizeOf: (answer: T) => number;
}

/**
 * Answers of this process by what they are made of, so that a page that is looked at again reads no rows again. The key
 * holds everything that the answer depends on. The last `mostKept` are kept, and of them no more than `bound` allows: one that
 * is larger by itself is answered and not kept. What failed is not kept either.
 */
export function keepAnswers<T>(
  mostKept: number,
  bound: ByteBound<T> | null = null,
): (key: string, work: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { answer: Promise<T>; bytes: number }>();
  let bytes = 0;
  const forget = (key: string) => {
    const found = kept.get(key);
    if (found !== undefined) bytes -= found.bytes;
    kept.delete(key);
  };
  /** Once its size is known; nothing where another took its place meanwhile. */
  const weigh = (key: string, answer: Promise<T>, size: number, mostBytes: number) => {
    if (kept.get(key)?.answer !== answer) return;
    if (size > mostBytes) return forget(key);
    kept.set(key, { answer, bytes: size });
    bytes += size;
    for (const [oldest, { bytes: own }] of kept) {
      if (bytes <= mostBytes) return;
      // What is under way has no size yet, and what was just answered stays.
      if (own > 0 && oldest !== key) forget(oldest);
    }
  };
  return (key, work) => {
    const found = kept.get(key);
    const entry = found ?? { answer: work(), bytes: 0 };
    kept.delete(key);
    kept.set(key, entry);
    const { answer } = entry;
    if (found === undefined)
      answer.then(
        (told) => {
          if (bound !== null) weigh(key, answer, bound.sizeOf(told), bound.mostBytes);
        },
        () => {
          if (kept.get(key)?.answer === answer) forget(key);
        },
      );
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) forget(oldest);
    return answer;
  };
}
