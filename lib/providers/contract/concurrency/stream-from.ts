/** Hands a value to whoever reads the stream, and waits until it was taken. */
export type Emit<Value> = (value: Value) => Promise<void>;

interface Offer<Value> {
  value: Value;
  taken: () => void;
  dropped: (reason: unknown) => void;
}

/** The stream's reader stopped before the end; thrown into the producer, never out of the stream. */
class StreamClosed extends Error {}

/**
 * Yields what `produce` emits, from however many places at once, until it is done; throws what it throws.
 * Emitting waits for the reader, so a slow reader slows the producer and nothing piles up between them.
 */
export async function* streamFrom<Value>(produce: (emit: Emit<Value>) => Promise<void>): AsyncGenerator<Value, void> {
  const offers: Offer<Value>[] = [];
  let wake = () => {};
  let ended: { failure: unknown } | null = null;
  let closed = false;
  const end = (failure: unknown) => {
    ended = { failure };
    wake();
  };
  const emit: Emit<Value> = (value) =>
    new Promise((taken, dropped) => {
      if (closed) return dropped(new StreamClosed());
      offers.push({ value, taken, dropped });
      wake();
    });
  const endingOf = (): { failure: unknown } | null => ended;
  produce(emit).then(() => end(undefined), end);
  try {
    for (;;) {
      const [offer] = offers;
      if (offer) {
        yield offer.value;
        offers.shift();
        offer.taken();
        continue;
      }
      const ending = endingOf();
      if (ending?.failure !== undefined) throw ending.failure;
      if (ending) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    closed = true;
    for (const { dropped } of offers) dropped(new StreamClosed());
  }
}
