import type { NextRequest } from 'next/server';
import { nameOf } from '../lookup';

export async function GET(request: NextRequest) {
  const number = request.nextUrl.searchParams.get('number') ?? '';
  return Response.json({ name: await nameOf(number) });
}
