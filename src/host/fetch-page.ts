import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Refusal } from '../core/refusal.ts';
import type { FetchBounds, Fetched, WatchRequests } from '../library/context.ts';

const MOST_BYTES = 50 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const TIMEOUT = 30_000;

/** Addresses that are not on the public internet (RFC 6890 and its registries). */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

/** True for an address of this machine or a private network, also when written as an IPv4-mapped IPv6 address. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return PRIVATE.check(mapped, 'ipv4');
  // a mapped address in hexadecimal is never what a public name resolves to
  if (/^::ffff:/i.test(address)) return true;
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** How names are resolved and which addresses are refused; tests give their own. */
export interface FetchOptions extends FetchBounds {
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly refused?: (address: string) => boolean;
  /** Longest time for everything together, in milliseconds. */
  readonly timeout?: number;
}

/**
 * Fetches one page because the user asked: http and https only, at most five redirects, each hop's name resolved once
 * and the connection made to exactly that address (so a name cannot answer differently the second time), private and
 * loopback addresses refused, 50 MB and 30 seconds at most (or fewer bytes). No cookies, no referrer. `watch` is told of
 * every hop before its name is resolved. Throws a Refusal, `cancelled` when the signal is given.
 */
export async function fetchPage(
  address: string,
  watch: WatchRequests = () => () => {},
  options: FetchOptions = {},
): Promise<Fetched> {
  const deadline = Date.now() + (options.timeout ?? TIMEOUT);
  let url = parse(address);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    if (options.signal?.aborted) throw stopped();
    const tell = watch(url.href);
    let answer: Answer;
    try {
      answer = await askOnce(url, options, deadline);
    } catch (error) {
      tell(error instanceof Refusal ? (statusOf.get(error) ?? error.code) : 'bug', 0);
      throw error;
    }
    tell(String(answer.status), 'page' in answer ? answer.page.bytes.length : 0);
    if ('page' in answer) return answer.page;
    url = parse(URL.parse(answer.location, url)?.href ?? answer.location);
  }
  throw new Refusal(
    'unreadable',
    `The address was redirected more than ${MOST_REDIRECTS} times. Nothing was saved.`,
  );
}

const stopped = (): Refusal => new Refusal('cancelled', 'Fetching was stopped. Nothing was saved.');

type Answer =
  | { readonly status: number; readonly page: Fetched }
  | { readonly status: number; readonly location: string };

/** The status a refused answer had, for the list of requests. */
const statusOf = new WeakMap<Refusal, string>();

/** Resolves a name, connects to that very address and reads what is answered: a page, or where it has moved to. */
async function askOnce(url: URL, options: FetchOptions, deadline: number): Promise<Answer> {
  const resolve =
    options.resolve ?? (async (name) => (await lookup(name, { all: true })).map((entry) => entry.address));
  const refused = options.refused ?? isPrivateAddress;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let addresses: readonly string[];
  try {
    addresses = isIP(host) ? [host] : await resolve(host);
  } catch {
    throw new Refusal(
      'unavailable',
      `${url.hostname} was not found. Check the address, or the connection to the internet.`,
    );
  }
  const to = addresses[0];
  if (to === undefined || addresses.some(refused))
    throw new Refusal(
      'unsupported',
      `${url.hostname} is on this machine or a private network. Such addresses are not fetched.`,
    );
  const response = await open(url, to, deadline, options.signal);
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location) {
    response.destroy();
    return { status, location };
  }
  if (status >= 400) {
    response.destroy();
    const refusal = new Refusal(
      'unreadable',
      `${url.hostname} answered with status ${status}. Nothing was saved.`,
    );
    statusOf.set(refusal, String(status));
    throw refusal;
  }
  const bytes = await body(response, url, deadline, options);
  return { status, page: { bytes, url: url.href, mediaType: response.headers['content-type'] ?? '' } };
}

function parse(address: string): URL {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
  } catch {
    throw new Refusal('usage', `"${address.slice(0, 200)}" is not an address.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refusal('unsupported', `Only http and https addresses are fetched, not ${url.protocol}`);
  if (url.username || url.password)
    throw new Refusal('unsupported', 'An address with a user name or password is not fetched.');
  return url;
}

function open(
  url: URL,
  to: string,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const make =
      url.protocol === 'https:'
        ? process.getBuiltinModule('node:https').request
        : process.getBuiltinModule('node:http').request;
    const asked = make(
      url,
      {
        headers: {
          accept: 'text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5',
          'accept-encoding': 'gzip, deflate, br',
          'user-agent': 'Mozilla/5.0 (compatible; Dossier)',
        },
        family: isIP(to),
        lookup: (_host, wanted, done) => {
          if (typeof wanted === 'object' && wanted.all) done(null, [{ address: to, family: isIP(to) }]);
          else done(null, to, isIP(to));
        },
        timeout: Math.max(1, deadline - Date.now()),
        ...(signal && { signal }),
      },
      resolve,
    );
    asked.on('timeout', () =>
      asked.destroy(new Refusal('timeout', `${url.hostname} did not answer in time. Nothing was saved.`)),
    );
    asked.on('error', (error) => {
      reject(
        signal?.aborted
          ? stopped()
          : error instanceof Refusal
            ? error
            : new Refusal('unavailable', `${url.hostname} could not be reached (${error.message}).`),
      );
    });
    asked.end();
  });
}

async function body(
  response: IncomingMessage,
  url: URL,
  deadline: number,
  { signal, mostBytes = MOST_BYTES, onBytes }: FetchBounds,
): Promise<Uint8Array> {
  const most = Math.min(mostBytes, MOST_BYTES);
  const encoding = response.headers['content-encoding'];
  const unpacked =
    encoding === 'gzip'
      ? response.pipe(createGunzip())
      : encoding === 'br'
        ? response.pipe(createBrotliDecompress())
        : encoding === 'deflate'
          ? response.pipe(createInflate())
          : response;
  const timer = setTimeout(
    () =>
      unpacked.destroy(
        new Refusal('timeout', `${url.hostname} sent its page too slowly. Nothing was saved.`),
      ),
    Math.max(1, deadline - Date.now()),
  );
  const stop = (): void => {
    unpacked.destroy(stopped());
  };
  signal?.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most)
        throw new Refusal(
          'too-large',
          `The answer is larger than ${Math.ceil(most / 1024 / 1024)} MB. Nothing was saved.`,
        );
      chunks.push(chunk);
      onBytes?.(size);
    }
  } catch (error) {
    if (signal?.aborted) throw stopped();
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      'unreadable',
      `The answer of ${url.hostname} broke off (${error instanceof Error ? error.message : String(error)}).`,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    response.destroy();
  }
  return Buffer.concat(chunks);
}
