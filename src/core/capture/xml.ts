import { SaxesParser } from 'saxes';
import { Refusal } from '../refusal.ts';

/** An element of an XML file as plain data. Names keep their prefix as written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const DEPTH = 200;
const NODES = 2_000_000;

type Growing = { name: string; attributes: Record<string, string>; children: (Growing | string)[] };

/**
 * Parses XML into plain data: no DTD is read, no entity but the five of XML is expanded, no external file is opened.
 * When `each` is given, elements of that name are handed over as soon as they end and not kept, so that long files are
 * read a part at a time. Throws a Refusal named after `name` when the file is not well-formed, too deep or too large.
 */
export function parseXml(
  text: string,
  name: string,
  each?: { readonly element: string; readonly take: (element: XmlElement) => void },
): XmlElement {
  const parser = new SaxesParser({ fragment: false });
  const root: Growing = { name: '#document', attributes: {}, children: [] };
  const stack: Growing[] = [root];
  let nodes = 0;
  const fail = (message: string): never => {
    throw new Refusal('unreadable', message);
  };
  const add = (child: Growing | string): void => {
    nodes += 1;
    if (nodes > NODES) fail(`${name} holds too many parts to be read.`);
    stack.at(-1)!.children.push(child);
  };
  parser.on('error', (error) => fail(`${name} is not well-formed XML (${error.message.slice(0, 120)}).`));
  parser.on('opentag', (tag) => {
    const element: Growing = {
      name: tag.name,
      attributes: { ...(tag.attributes as Record<string, string>) },
      children: [],
    };
    add(element);
    stack.push(element);
    if (stack.length > DEPTH) fail(`${name} is nested too deeply to be read.`);
  });
  parser.on('closetag', () => {
    const element = stack.pop()!;
    if (each && element.name === each.element) {
      stack.at(-1)!.children.pop();
      nodes = 0;
      each.take(element);
    }
  });
  parser.on('text', (value) => {
    if (value !== '') add(value);
  });
  parser.on('cdata', add);
  // In pieces: a refusal then comes early, and handed-over parts can be freed.
  for (let at = 0; at < text.length; at += 65_536) parser.write(text.slice(at, at + 65_536));
  parser.close();
  return root;
}

/** Local name of an element, without its prefix. */
export const localName = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);

/** Child elements with a local name. */
export const childrenOf = (element: XmlElement, local: string): readonly XmlElement[] =>
  element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && localName(child) === local,
  );

/** The first child element with a local name, or null. */
export const childOf = (element: XmlElement, local: string): XmlElement | null =>
  childrenOf(element, local)[0] ?? null;

/** All text inside an element, white space folded. Depth is bounded by the parser. */
export function xmlText(element: XmlElement | null): string {
  if (element === null) return '';
  let text = '';
  const stack: (XmlElement | string)[] = [element];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (typeof node === 'string') text += node;
    else for (let i = node.children.length - 1; i >= 0; i -= 1) stack.push(node.children[i]!);
  }
  return text.replace(/\s+/g, ' ').trim();
}
