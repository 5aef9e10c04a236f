const namePart = /^[\w.-]*$/;
/** Racks, chassis and nodes: nobody numbers a name in more places. */
const bracketsOfName = 8;

/**
 * The hosts of an expression such as `node[001-004,7]-ib,other`, in its order; of several brackets the last turns
 * fastest. Empty for no text; null where it cannot be read or names more than `most` hosts.
 */
export function expandHostlist(text: string | null, most: number): string[] | null {
  if (text === null || text.trim() === '') return [];
  const hosts: string[] = [];
  for (const part of splitOutside(text.trim())) {
    const expanded = expandPart(part, most - hosts.length);
    if (expanded === null) return null;
    for (const host of expanded) hosts.push(host);
  }
  return hosts;
}

/**
 * The numbers of a list such as `001-004,7`, as written: padded like the start of their range. Null where it cannot be
 * read or has more than `most` numbers.
 */
export function expandRanges(text: string, most: number): string[] | null {
  const numbers: string[] = [];
  for (const range of text.split(',')) {
    const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(range.trim()) ?? [];
    if (from === undefined || to === undefined) return null;
    const [first, last] = [Number(from), Number(to)];
    if (last < first || last - first >= most - numbers.length) return null;
    for (let number = first; number <= last; number += 1) numbers.push(String(number).padStart(from.length, '0'));
  }
  return numbers;
}

/** At the commas that stand in no bracket. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isInside = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === '[') isInside = true;
    else if (sign === ']') isInside = false;
    else if (sign === ',' && !isInside) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function expandPart(part: string, most: number): string[] | null {
  // Text between brackets and what stands in them take turns.
  const pieces = part.trim().split(/\[([^[\]]*)\]/);
  if (pieces.length > 2 * bracketsOfName + 1) return null;
  let hosts = [''];
  for (const [index, piece] of pieces.entries()) {
    const isRange = index % 2 === 1;
    if (!isRange && !namePart.test(piece)) return null;
    const turns = isRange ? expandRanges(piece, most) : [piece];
    if (turns === null || hosts.length * turns.length > most) return null;
    hosts = hosts.flatMap((host) => turns.map((turn) => host + turn));
  }
  return hosts.includes('') ? null : hosts;
}
