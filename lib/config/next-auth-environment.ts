/**
 * next-auth reads its address from variables of its own. They are set so that it always takes the host we hand it with
 * each request (MILLWRIGHT_URL in production) and never one a stray variable names.
 */
export function pinNextAuthEnvironment(env: NodeJS.ProcessEnv = process.env): void {
  delete env.NEXTAUTH_URL;
  env.AUTH_TRUST_HOST = 'true';
}
