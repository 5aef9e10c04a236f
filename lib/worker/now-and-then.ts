/** Lets one in `everyMs` through and says how many were held back since: an outage must not fill the log. */
export function nowAndThen<T>(everyMs: number, say: (value: T, heldBack: number) => void): (value: T) => void {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let heldBack = 0;
  return (value) => {
    const now = performance.now();
    if (now < quietUntil) {
      heldBack += 1;
      return;
    }
    say(value, heldBack);
    quietUntil = now + everyMs;
    heldBack = 0;
  };
}
