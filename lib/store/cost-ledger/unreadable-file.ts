/** What came is no bill that can be read; the delivery is quarantined for it. `message` is one plain sentence. */
export class UnreadableFile extends Error {
  /** The row it is about; null where it is the file. */
  readonly row: number | null;
  /** The column it is about, as the file names it. */
  readonly column: string | null;

  constructor(message: string, { row = null, column = null }: { row?: number | null; column?: string | null } = {}) {
    super(message);
    this.name = 'UnreadableFile';
    this.row = row;
    this.column = column;
  }
}
