const prefix = 'attr_';
const plain = /^[a-z0-9]+([._][a-z0-9]+)*$/;

/**
 * The label that holds an attribute: `attr_` and its key, a dot as `_` and an underscore as `__`. What a label cannot hold
 * otherwise (capitals among them, so that they can mark) is the hexadecimal of its code point between two `X`.
 */
export function toLabelName(key: string): string {
  if (plain.test(key)) return prefix + key.replaceAll('_', '__').replaceAll('.', '_');
  const characters = [...key];
  return (
    prefix +
    characters
      .map((character, index) => {
        if (/[a-z0-9]/.test(character)) return character;
        // Two marks in a row could be read as one of another kind.
        const isLone = !isMark(characters[index - 1]) && !isMark(characters[index + 1]);
        if (isLone && character === '.') return '_';
        if (isLone && character === '_') return '__';
        return `X${character.codePointAt(0)?.toString(16)}X`;
      })
      .join('')
  );
}

/** The attribute's key; null for a label that is none of ours, such as one that a replica or a proxy added. */
export function fromLabelName(name: string): string | null {
  if (!name.startsWith(prefix)) return null;
  return name
    .slice(prefix.length)
    .replace(/X([0-9a-f]+)X|__|_/g, (found, code) =>
      code === undefined ? (found === '_' ? '.' : '_') : String.fromCodePoint(Number.parseInt(code, 16)),
    );
}

/** What a label holds for a value. A label without text is no label, so an empty value is written as a backslash. */
export function toLabelValue(value: string): string {
  return value === '' || value.startsWith('\\') ? `\\${value}` : value;
}

export function fromLabelValue(value: string): string {
  return value.startsWith('\\') ? value.slice(1) : value;
}

function isMark(character: string | undefined): boolean {
  return character === '.' || character === '_';
}
