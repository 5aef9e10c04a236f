/** The text without the slashes at its end. A pattern would look at each of a million slashes from each before it. */
export function withoutEndSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** The text without the slashes at its ends. */
export function withoutOuterSlashes(text: string): string {
  let start = 0;
  while (start < text.length && text[start] === '/') start += 1;
  return withoutEndSlashes(text.slice(start));
}
