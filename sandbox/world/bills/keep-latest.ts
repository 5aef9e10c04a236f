/** A function that remembers its answers to the last `count` different questions. */
export function keepLatest<Answer>(count: number, answer: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>();
  return (question) => {
    const before = known.get(question);
    const current = before ?? answer(question);
    known.delete(question);
    known.set(question, current);
    const [oldest] = known.keys();
    if (known.size > count && oldest !== undefined) known.delete(oldest);
    return current;
  };
}
