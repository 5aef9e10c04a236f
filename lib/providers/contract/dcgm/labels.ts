export type Labels = Readonly<Record<string, string>>;

/** The value of the first of these labels that has one; an empty label is none. */
export function pickLabel(labels: Labels, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (value) return value;
  }
  return undefined;
}
