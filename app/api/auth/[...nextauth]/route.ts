import { handleAuth } from '@/lib/access/sign-in/handle-auth';

interface Segment {
  params: Promise<{ nextauth: string[] }>;
}

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return handleAuth(request, (await params).nextauth);
}

export const POST = GET;
