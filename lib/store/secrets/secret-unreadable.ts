/** A stored secret cannot be opened: wrong key, or the stored bytes are not what was sealed. Never retried. */
export class SecretUnreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SecretUnreadable';
  }
}
