import { describe, expect, it } from 'vitest';
import { type Question, SharedQuestions } from './shared-questions';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute);
const never = new AbortController().signal;
const question = (more: Partial<Question> = {}): Question => ({
  connectionId: 'one',
  series: 'power',
  window: { from: at(0), to: at(60) },
  signal: never,
  ...more,
});

/** A source that answers when it is told to, and counts how often it is asked. */
function makeSource() {
  const asked: { signal: AbortSignal; answer: (text: string) => void; fail: (error: Error) => void }[] = [];
  const run = (signal: AbortSignal) =>
    new Promise<{ text: string }>((resolve, reject) => {
      asked.push({ signal, answer: (text) => resolve({ text }), fail: reject });
      signal.addEventListener('abort', () => resolve({ text: 'ended' }));
    });
  return { asked, run };
}
const passTurn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('questions to sources', () => {
  it('are asked once for all who ask the same at the same time', async () => {
    const { asked, run } = makeSource();
    const questions = new SharedQuestions<{ text: string }>(4);
    const answers = [
      questions.ask(question(), run),
      questions.ask(question({ window: { from: at(1), to: at(59) } }), run),
    ];
    asked[0]?.answer('told');
    expect(await Promise.all(answers)).toEqual([{ text: 'told' }, { text: 'told' }]);
    expect(asked.length).toBe(1);
    void questions.ask(question(), run);
    expect(asked.length).toBe(2);
    asked[1]?.answer('again');
  });

  it('wait for one about the same series that does not reach as far', async () => {
    const { asked, run } = makeSource();
    const questions = new SharedQuestions<{ text: string }>(4);
    const first = questions.ask(question(), run);
    const later = questions.ask(question({ window: { from: at(30), to: at(90) } }), run);
    await passTurn();
    expect(asked.length).toBe(1);
    asked[0]?.answer('first');
    await first;
    await passTurn();
    asked[1]?.answer('later');
    expect(await later).toEqual({ text: 'later' });
  });

  it('are refused where a connection is asked too many already; another is not held up', async () => {
    const { asked, run } = makeSource();
    const questions = new SharedQuestions<{ text: string }>(2);
    const open = [questions.ask(question(), run), questions.ask(question({ series: 'heat' }), run)];
    await expect(questions.ask(question({ series: 'clock' }), run)).rejects.toMatchObject({ kind: 'too-many' });
    open.push(questions.ask(question({ connectionId: 'two', series: 'clock' }), run));
    for (const { answer } of asked) answer('told');
    expect((await Promise.all(open)).length).toBe(3);
    const next = questions.ask(question({ series: 'clock' }), run);
    asked[3]?.answer('told');
    expect(await next).toEqual({ text: 'told' });
  });

  it('end with the last who waits for the answer, not before', async () => {
    const { asked, run } = makeSource();
    const questions = new SharedQuestions<{ text: string }>(4);
    const [one, other] = [new AbortController(), new AbortController()];
    const first = questions.ask(question({ signal: one.signal }), run);
    const second = questions.ask(question({ signal: other.signal }), run);
    one.abort();
    expect(await first).toBeNull();
    expect(asked[0]?.signal.aborted).toBe(false);
    other.abort();
    expect(await second).toBeNull();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(await questions.ask(question({ signal: other.signal }), run)).toBeNull();
    expect(asked.length).toBe(1);
  });

  it('that fail do so for all who wait, and the next is asked anew', async () => {
    const { asked, run } = makeSource();
    const questions = new SharedQuestions<{ text: string }>(4);
    const answers = Promise.allSettled([questions.ask(question(), run), questions.ask(question(), run)]);
    asked[0]?.fail(new Error('broken'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = questions.ask(question(), run);
    asked[1]?.answer('told');
    expect(await next).toEqual({ text: 'told' });
  });
});
