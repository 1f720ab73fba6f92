import { request as ask } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One HTTP request exactly as written: no header is added, no path is tidied, redirects are not followed. */
export function raw(
  origin: string,
  path: string,
  how: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Uint8Array;
  } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asked = ask({
      host: hostname,
      port,
      path,
      method: how.method ?? 'GET',
      headers: how.headers ?? {},
    });
    asked.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(how.body);
  });
}

/** Exchanges the address a server printed for its cookie. */
export async function admission(url: string): Promise<string> {
  const { origin, pathname, search } = new URL(url);
  const reply = await raw(origin, pathname + search);
  return String(reply.headers['set-cookie']).split(';')[0]!;
}
