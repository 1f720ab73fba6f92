import { Refusal } from '../refusal.ts';
import type {
  BlockNode,
  BriefDocument,
  EvidenceReference,
  FactTableNode,
  InlineNode,
  ListItemNode,
  Mark,
} from '../brief.ts';

/** Deepest nesting of a document that is read; an editor never makes more. */
export const MAX_DEPTH = 24;
/** Most nodes in one document: about ten times a brief of 300 pages. */
export const MAX_NODES = 400_000;
/** Longest quote or text run kept in one node, in UTF-16 units. */
export const MAX_TEXT = 200_000;

const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;

/** True for an address a brief may link to: http, https or mailto, without spaces or angle brackets. */
export const isLinkAddress = (address: string): boolean => address.length <= 4000 && ADDRESS.test(address);

type Json = Readonly<Record<string, unknown>>;

const no = (what: string): Refusal => new Refusal('unreadable', `This is not a brief's document: ${what}.`);

function object(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw no(`${what} is not an object`);
  return value as Json;
}

/** Only own properties are read, so that a polluted or hostile prototype supplies nothing. */
const own = (json: Json, key: string): unknown => (Object.hasOwn(json, key) ? json[key] : undefined);

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw no(`${what} is not text`);
  if (value.length > MAX_TEXT)
    throw new Refusal('too-large', `${what} is longer than ${MAX_TEXT} characters.`);
  return value.toWellFormed().replaceAll('\0', '');
}

const optionalText = (value: unknown, what: string): string | null =>
  value === undefined || value === null ? null : text(value, what);

function whole(value: unknown, low: number, high: number, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
    ? value
    : otherwise;
}

function children(json: Json): readonly unknown[] {
  const content = own(json, 'content');
  if (content === undefined || content === null) return [];
  if (!Array.isArray(content)) throw no('the content of a node is not a list');
  return content;
}

function texts(value: unknown, what: string): readonly string[] {
  if (!Array.isArray(value)) throw no(`${what} is not a list`);
  return value.map((item) => text(item, what));
}

function reference(json: Json): EvidenceReference {
  const attrs = object(own(json, 'attrs'), 'the evidence of a quotation');
  const version = own(attrs, 'versionNumber');
  return {
    annotationId: optionalText(own(attrs, 'annotationId'), 'annotationId'),
    factId: optionalText(own(attrs, 'factId'), 'factId'),
    quote: optionalText(own(attrs, 'quote'), 'quote') ?? '',
    sourceId: optionalText(own(attrs, 'sourceId'), 'sourceId'),
    versionNumber: typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : null,
  };
}

/** The id and title of a block, where it has them. */
function named(attrs: Json): { readonly id?: string; readonly title?: string } {
  const id = optionalText(own(attrs, 'id'), 'an id');
  const title = optionalText(own(attrs, 'title'), 'a title');
  return {
    ...(id !== null && id !== '' && id.length <= 80 && { id }),
    ...(title !== null && title !== '' && { title }),
  };
}

function factAttrs(given: Json): FactTableNode['attrs'] {
  const shown = own(given, 'shown');
  return {
    factIds: texts(own(given, 'factIds'), 'factIds'),
    shown: shown === undefined || shown === null ? null : texts(shown, 'shown'),
    ...named(given),
  };
}

function marks(json: Json): readonly Mark[] {
  const list = own(json, 'marks');
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw no('the marks of a text are not a list');
  const read: Mark[] = [];
  for (const item of list) {
    const mark = object(item, 'a mark');
    const type = own(mark, 'type');
    if (type === 'bold' || type === 'italic' || type === 'code' || type === 'inference') read.push({ type });
    else if (type === 'link') {
      const href = text(own(object(own(mark, 'attrs'), 'a link'), 'href'), 'the address of a link');
      // Words stay when their address is not allowed: losing text would be worse than losing a link.
      if (isLinkAddress(href)) read.push({ type, attrs: { href } });
    } else throw no(`the mark “${String(type)}” is not known`);
  }
  return read;
}

class Reader {
  nodes = 0;

  enter(value: unknown, depth: number): Json {
    if (depth > MAX_DEPTH)
      throw new Refusal('too-large', `A brief cannot be nested more than ${MAX_DEPTH} deep.`);
    this.nodes += 1;
    if (this.nodes > MAX_NODES)
      throw new Refusal('too-large', `A brief cannot hold more than ${MAX_NODES} nodes.`);
    return object(value, 'a node');
  }

  inline(value: unknown, depth: number): InlineNode | null {
    const json = this.enter(value, depth);
    const type = own(json, 'type');
    if (type === 'text') {
      const words = text(own(json, 'text'), 'a text');
      const read = marks(json);
      if (words === '') return null;
      return read.length > 0 ? { type, text: words, marks: read } : { type, text: words };
    }
    if (type === 'hardBreak') return { type };
    if (type === 'citation') return { type, attrs: reference(json) };
    if (type === 'footnote') {
      return {
        type,
        attrs: { text: text(own(object(own(json, 'attrs'), 'a footnote'), 'text'), 'a footnote') },
      };
    }
    if (type === 'crossReference') {
      return {
        type,
        attrs: { target: text(own(object(own(json, 'attrs'), 'a cross-reference'), 'target'), 'target') },
      };
    }
    throw no(`“${String(type)}” cannot stand inside a line`);
  }

  line(json: Json, depth: number): readonly InlineNode[] {
    return children(json)
      .map((child) => this.inline(child, depth + 1))
      .filter((child) => child !== null);
  }

  blocks(json: Json, depth: number): readonly BlockNode[] {
    return children(json).map((child) => this.block(child, depth + 1));
  }

  items(json: Json, depth: number): readonly ListItemNode[] {
    return children(json).map((child) => {
      const item = this.enter(child, depth + 1);
      if (own(item, 'type') !== 'listItem') throw no('a list holds something other than list items');
      return { type: 'listItem', content: this.blocks(item, depth + 1) };
    });
  }

  block(value: unknown, depth: number): BlockNode {
    const json = this.enter(value, depth);
    const type = own(json, 'type');
    const attrs = own(json, 'attrs');
    const given = typeof attrs === 'object' && attrs !== null ? (attrs as Json) : {};
    switch (type) {
      case 'paragraph':
        return { type, content: this.line(json, depth) };
      case 'heading':
        return {
          type,
          attrs: { level: whole(own(given, 'level'), 1, 6, 1), ...named(given) },
          content: this.line(json, depth),
        };
      case 'bulletList':
        return { type, content: this.items(json, depth) };
      case 'orderedList':
        return {
          type,
          attrs: { start: whole(own(given, 'start'), 0, 1e6, 1) },
          content: this.items(json, depth),
        };
      case 'quotation':
        return { type, attrs: reference(json) };
      case 'factTable':
        return { type, attrs: factAttrs(given) };
      case 'chart':
        return {
          type,
          attrs: { ...factAttrs(given), form: own(given, 'form') === 'line' ? 'line' : 'bars' },
        };
      case 'figure':
        return {
          type,
          attrs: {
            sourceId: text(own(given, 'sourceId'), 'the source of a picture'),
            asset: text(own(given, 'asset'), 'a picture'),
            caption: optionalText(own(given, 'caption'), 'the caption of a picture') ?? '',
            alt: optionalText(own(given, 'alt'), 'the description of a picture') ?? '',
            ...named(given),
          },
        };
      case 'table': {
        const names = named(given);
        const content = this.rows(json, depth);
        return Object.keys(names).length > 0 ? { type, attrs: names, content } : { type, content };
      }
      case 'horizontalRule':
        return { type };
      default:
        throw no(`the node “${String(type)}” is not known`);
    }
  }

  rows(json: Json, depth: number) {
    return children(json).map((child) => {
      const row = this.enter(child, depth + 1);
      if (own(row, 'type') !== 'tableRow') throw no('a table holds something other than rows');
      return { type: 'tableRow' as const, content: children(row).map((cell) => this.cell(cell, depth + 2)) };
    });
  }

  cell(value: unknown, depth: number) {
    const json = this.enter(value, depth);
    const type = own(json, 'type');
    if (type !== 'tableCell' && type !== 'tableHeader') throw no('a row holds something other than cells');
    const attrs = own(json, 'attrs');
    const given = typeof attrs === 'object' && attrs !== null ? (attrs as Json) : {};
    return {
      type,
      attrs: {
        colspan: whole(own(given, 'colspan'), 1, 100, 1),
        rowspan: whole(own(given, 'rowspan'), 1, 1000, 1),
      },
      content: this.blocks(json, depth),
    } as const;
  }
}

/**
 * Reads untrusted JSON as a document. Unknown attributes are dropped, addresses that may not be linked lose their link,
 * depth and size are bounded.
 * @throws Refusal `unreadable` when it is not a document, `too-large` over {@link MAX_DEPTH}, {@link MAX_NODES} or {@link MAX_TEXT}.
 */
export function parseBriefDocument(value: unknown): BriefDocument {
  const reader = new Reader();
  const json = reader.enter(value, 0);
  if (own(json, 'type') !== 'doc') throw no('it does not begin with “doc”');
  return { type: 'doc', content: reader.blocks(json, 0) };
}
