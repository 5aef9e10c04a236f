import { createServer, type Socket } from 'node:net';

/** A mail server for tests, that takes everything. */
export interface TestMailServer {
  smtp: { url: string; from: string };
  /** What was sent, each as it came. */
  mails: string[];
  /** To whom what was sent: `ada: The subject`, in order of the alphabet. */
  told(): string[];
  close(): void;
}

export async function startTestMailServer(): Promise<TestMailServer> {
  const mails: string[] = [];
  const server = createServer((socket) => receiveMail(socket, mails));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    smtp: { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, from: 'console@example.com' },
    mails,
    told: () =>
      mails.map((mail) => `${/^To: (.*)@/m.exec(mail)?.[1]}: ${/^Subject: (.*)$/m.exec(mail)?.[1]?.trim()}`).sort(),
    close: () => server.close(),
  };
}

/** As much of RFC 5321 as one message needs. */
function receiveMail(socket: Socket, mails: string[]): void {
  let isData = false;
  let text = '';
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    text += chunk;
    if (isData) {
      if (!text.endsWith('\r\n.\r\n')) return;
      mails.push(text.replaceAll('=\r\n', ''));
      isData = false;
      socket.write('250 ok\r\n');
    } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
    else {
      isData = text.startsWith('DATA');
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    }
    text = '';
  });
  socket.on('error', () => undefined);
}
