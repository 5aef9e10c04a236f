const list = new Intl.ListFormat('en-GB');

/** Names as a list in words, each once and with how often it stands there: `Factory AWS (2) and Azure`. */
export function nameEach(names: readonly string[]): string {
  const alike = Map.groupBy(names, (name) => name);
  return list.format([...alike].map(([name, ones]) => (ones.length === 1 ? name : `${name} (${ones.length})`)));
}
