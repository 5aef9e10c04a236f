/** Headers that steer Next from the inside, or that we set ourselves: a caller's own are dropped. */
const notTheirs =
  /^(content-security-policy(-report-only)?|x-nonce|x-middleware-.*|x-nextjs-data|x-now-route-matches|x-invoke-.*)$/;

/** A request's headers as the application may see them. */
export function withoutForgedHeaders(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => !notTheirs.test(name)));
}

/** Whether the browser reached us over TLS, here or at the proxy before us. */
export function isSecureRequest(protocol: string, headers: Headers): boolean {
  const forwarded = headers.get('x-forwarded-proto')?.split(',').at(0)?.trim();
  return (forwarded ?? protocol.replace(':', '')) === 'https';
}
