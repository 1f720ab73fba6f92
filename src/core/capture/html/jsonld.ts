/** One object of a page's JSON-LD with its types. Values are untrusted JSON. */
export interface Thing {
  readonly types: readonly string[];
  readonly get: (name: string) => unknown;
}

const MOST = 3000;

/** JSON as pages write it: comments and CDATA marks around it, control characters and trailing commas inside. */
function parseLenient(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/)/, '')
    .replace(/(?:-->|\/\/\s*\]\]>|\]\]>|\/\*\s*\]\]>\s*\*\/)$/, '')
    .replace(/;\s*$/, '');
  for (const attempt of [bare, bare.replace(/\p{Cc}+/gu, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return null;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value == null ? [] : [value];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typesOf = (value: Record<string, unknown>): string[] =>
  listOf(value['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#:]/, ''));

/** All objects in a page's JSON-LD, outer before inner, at most 3,000. Broken scripts are passed over. */
export function thingsOf(structured: readonly string[]): readonly Thing[] {
  const things: Thing[] = [];
  const queue: unknown[] = structured.filter((text) => text.length < 2_000_000).map(parseLenient);
  for (let i = 0; i < queue.length && things.length < MOST && i < MOST * 4; i++) {
    const value = queue[i];
    if (Array.isArray(value)) queue.push(...value.slice(0, MOST));
    else if (isObject(value)) {
      things.push({
        types: typesOf(value),
        get: (name) => (Object.hasOwn(value, name) ? value[name] : undefined),
      });
      queue.push(...Object.values(value).filter((inner) => typeof inner === 'object' && inner !== null));
    }
  }
  return things;
}

const byReference = (things: readonly Thing[], value: Record<string, unknown>): unknown =>
  typeof value['@id'] === 'string' && !('name' in value)
    ? things
        .find((thing) => thing.get('@id') === value['@id'] && thing.get('name') !== undefined)
        ?.get('name')
    : undefined;

/** The names in a value that is a text, a person, an organisation, a reference to one, or a list of them. */
export function namesIn(value: unknown, things: readonly Thing[]): readonly string[] {
  return listOf(value)
    .slice(0, 30)
    .flatMap((entry): readonly string[] => {
      if (typeof entry === 'string') return [entry];
      if (!isObject(entry)) return [];
      const name = entry['name'] ?? byReference(things, entry);
      return listOf(name).filter((part) => typeof part === 'string');
    });
}

/** A text value, unwrapped from lists and `@value`, or null. */
export function textIn(value: unknown): string | null {
  const first = listOf(value)[0];
  if (typeof first === 'string' || typeof first === 'number') return String(first);
  if (isObject(first)) {
    const inner = first['@value'] ?? first['@id'] ?? first['url'];
    return typeof inner === 'string' ? inner : null;
  }
  return null;
}

const ARTICLE =
  /^(?:\w*Article|\w*Posting|Report|Review|Recipe|HowTo|Chapter|Book|CreativeWork|PodcastEpisode|Episode|VideoObject|Product|Event|Question|DiscussionForumPosting)$/;

/** The objects that describe an article or another work, best first; pages and sites come last. */
export function worksOf(things: readonly Thing[]): readonly Thing[] {
  const rank = (thing: Thing): number => {
    if (thing.types.some((type) => /Article$|Posting$|^Report$/.test(type))) return 0;
    if (thing.types.some((type) => ARTICLE.test(type))) return 1;
    if (thing.types.some((type) => type.endsWith('Page'))) return 2;
    return 3;
  };
  return things
    .map((thing) => ({ thing, rank: rank(thing) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.thing);
}
