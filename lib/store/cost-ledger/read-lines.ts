import { createReadStream } from 'node:fs';
import { UnreadableFile } from './unreadable-file';

/** In characters: more than any row of a bill, and little enough to hold. */
const longestLine = 16 * 2 ** 20;

/**
 * The lines of a file of UTF-8 without their ends, `\n` or `\r\n`: whatever else some take for the end of a line may stand
 * in a text. Throws `UnreadableFile` where a line has more than `longest` characters, having read little more.
 */
export async function* readLines(path: string, longest = longestLine): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  const take = () => {
    const line = pieces.join('');
    pieces = [];
    length = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    for (const [index, piece] of String(chunk).split('\n').entries()) {
      if (index > 0) yield take();
      pieces.push(piece);
      length += piece.length;
      if (length > longest) throw new UnreadableFile(`A line has more than ${longest} characters.`);
    }
  }
  if (length > 0) yield take();
}
