/** Where a command reads from and writes to; tests give their own. */
export interface Terminal {
  /** What the command answers. */
  out(text: string): void;
  /** Remarks beside the answer. */
  remark(text: string): void;
  /** Asks the person and returns the line typed; null when nobody can be asked. A secret is not echoed. */
  ask(question: string, options: { secret: boolean }): Promise<string | null>;
}
