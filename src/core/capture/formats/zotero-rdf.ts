import { describedArticle, instantOf } from '../described.ts';
import type { CaptureInput, Captured, Format, Unread } from '../format.ts';
import { articleFromHtml } from '../html/article.ts';
import { decodeBytes } from '../html/encoding.ts';
import { sha256 } from '../hash.ts';
import { noteText, referenceSource } from '../reference.ts';
import type { Reference } from '../reference.ts';
import { resolveInside } from '../archive/folder.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { childOf, childrenOf, localName, parseXml, xmlText } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { Refusal } from '../../refusal.ts';
import { pdf } from './pdf.ts';

const idOf = (element: XmlElement): string =>
  element.attributes['rdf:about'] ?? element.attributes['rdf:nodeID'] ?? element.attributes['rdf:ID'] ?? '';
const target = (element: XmlElement): string =>
  element.attributes['rdf:resource'] ?? element.attributes['rdf:nodeID'] ?? '';
const elements = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string');

/** A node of the graph with all statements about it, wherever in the file they stand. */
type Graph = ReadonlyMap<string, readonly XmlElement[]>;

function graphOf(root: XmlElement): Graph {
  const graph = new Map<string, XmlElement[]>();
  for (const node of elements(root)) {
    const id = idOf(node);
    if (id !== '') graph.set(id, [...(graph.get(id) ?? []), node]);
  }
  return graph;
}

/** What stands behind a property: the nested node, or the node it points at. */
const behind = (property: XmlElement, graph: Graph): XmlElement | null =>
  elements(property)[0] ?? graph.get(target(property))?.[0] ?? null;

function nameOf(person: XmlElement | null): string | null {
  if (person === null) return null;
  const given =
    xmlText(childOf(person, 'givenName')) ||
    xmlText(childOf(person, 'givenname')) ||
    xmlText(childOf(person, 'firstName'));
  const family =
    xmlText(childOf(person, 'surname')) ||
    xmlText(childOf(person, 'familyName')) ||
    xmlText(childOf(person, 'lastName'));
  const full = [given, family].filter((part) => part !== '').join(' ');
  return full !== '' ? full : xmlText(childOf(person, 'name')) || null;
}

/** People of a role: Zotero writes a sequence of persons; others write one property for each. */
function people(node: XmlElement, role: string, graph: Graph): readonly string[] {
  const found: string[] = [];
  for (const property of childrenOf(node, role)) {
    const inner = behind(property, graph);
    if (inner && localName(inner) === 'Seq') {
      for (const item of childrenOf(inner, 'li')) {
        const name = nameOf(behind(item, graph)) ?? xmlText(item);
        if (name !== '') found.push(name);
      }
    } else {
      const name = nameOf(inner) ?? (inner === null && target(property) === '' ? xmlText(property) : '');
      if (name !== '') found.push(name);
    }
  }
  return found;
}

const text = (node: XmlElement, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const child = childOf(node, name);
    const value = xmlText(child);
    if (value !== '') return value;
  }
  return null;
};

function addressOf(node: XmlElement): string | null {
  for (const property of childrenOf(node, 'identifier')) {
    const uri = childOf(property, 'URI');
    const value = uri === null ? xmlText(property) : xmlText(childOf(uri, 'value'));
    if (/^https?:\/\//.test(value)) return value;
  }
  return text(node, 'url', 'codeRepository');
}

const NOT_SOURCES = new Set([
  'Attachment',
  'Memo',
  'Collection',
  'Person',
  'Journal',
  'Seq',
  'AutomaticTag',
  'Organization',
  'Series',
  'note',
  'attachment',
]);

/** True for a node that describes a work: it has a title or name and is no helper of another node. */
const isWork = (node: XmlElement): boolean =>
  !NOT_SOURCES.has(localName(node)) &&
  text(node, 'title', 'name') !== null &&
  !/^(?:attachment|note)$/.test(text(node, 'itemType') ?? '');

function collectionsOf(root: XmlElement): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const collection of elements(root).filter((node) => localName(node) === 'Collection')) {
    const title = text(collection, 'title');
    if (title === null) continue;
    for (const part of childrenOf(collection, 'hasPart'))
      names.set(target(part), [...(names.get(target(part)) ?? []), title]);
  }
  return names;
}

/** Words of a node's `dc:subject` properties, automatic tags included. */
const tagsOf = (node: XmlElement): readonly string[] =>
  [...childrenOf(node, 'subject'), ...childrenOf(node, 'keywords')]
    .map((subject) => xmlText(subject))
    .filter((tag) => tag !== '');

function referenceOf(node: XmlElement, graph: Graph, number: number): Reference {
  const part = childOf(node, 'isPartOf');
  const container = part === null ? null : behind(part, graph);
  const notes = childrenOf(node, 'isReferencedBy').map((property) =>
    xmlText(behind(property, graph) === null ? null : childOf(behind(property, graph)!, 'value')),
  );
  const authors = people(node, 'authors', graph);
  const others = ['author', 'creator', 'programmers', 'contributors', 'directors', 'editors'];
  const publisher = childOf(node, 'publisher');
  return {
    within: idOf(node) || `item ${number}`,
    externalId: idOf(node) || null,
    title: text(node, 'title', 'name'),
    authors:
      authors.length > 0
        ? authors
        : (others.map((role) => people(node, role, graph)).find((names) => names.length > 0) ?? []),
    publication: container === null ? null : text(container, 'title'),
    publisher: publisher === null ? null : (nameOf(behind(publisher, graph)) ?? xmlText(publisher)),
    date: text(node, 'date', 'datePublished', 'dateCreated', 'issued'),
    url: addressOf(node),
    language: text(node, 'language'),
    abstract: text(node, 'abstract', 'description'),
    tags: tagsOf(node),
    notes: notes.filter((note) => note !== ''),
    capturedAt: instantOf(text(node, 'dateSubmitted')),
    raw: JSON.stringify(node),
    mediaType: 'application/json',
  };
}

/** Files that Zotero put beside the RDF: the first snapshot or PDF of a work becomes its text. */
async function attachedText(node: XmlElement, graph: Graph, input: CaptureInput): Promise<Captured | null> {
  for (const link of childrenOf(node, 'link')) {
    const attachment = behind(link, graph);
    const path =
      attachment === null
        ? ''
        : (childOf(attachment, 'path')?.attributes['rdf:resource'] ??
          childOf(attachment, 'resource')?.attributes['rdf:resource'] ??
          '');
    const inside = path === '' ? null : resolveInside('', path);
    const bytes = inside === null || !input.sibling ? null : await input.sibling(inside);
    if (attachment === null || bytes === null) continue;
    const type = text(attachment, 'type') ?? '';
    const url = addressOf(attachment);
    const name = inside!.slice(inside!.lastIndexOf('/') + 1);
    if (/html/.test(type)) {
      const { capturedAt: saved, ...article } = articleFromHtml(decodeBytes(bytes, type).text, {
        ...(url === null ? {} : { url }),
        hash: sha256,
      });
      const capturedAt = saved ?? instantOf(text(attachment, 'dateSubmitted'));
      return {
        kind: 'article',
        article,
        original: { bytes, mediaType: 'text/html' },
        ...(capturedAt === undefined ? {} : { capturedAt }),
      };
    }
    if (/pdf/.test(type)) {
      for await (const item of pdf.read({
        bytes,
        name,
        origin: input.origin,
        ...(url === null ? {} : { url }),
      }))
        if ('article' in item) return item;
    }
  }
  return null;
}

async function* read(input: CaptureInput): AsyncIterable<Captured | Unread> {
  const document = parseXml(
    decodeBytes(input.bytes, 'application/xml').text.replace(/^\ufeff/, ''),
    input.name,
  );
  const root = childOf(document, 'RDF');
  if (root === null) throw new Refusal('unreadable', `${input.name} holds no RDF.`);
  const graph = graphOf(root);
  const collections = collectionsOf(root);
  const noted = new Set(elements(root).flatMap((node) => childrenOf(node, 'isReferencedBy').map(target)));
  let number = 0;
  for (const node of elements(root)) {
    if (localName(node) === 'Memo' && !noted.has(idOf(node))) {
      const value = noteText(text(node, 'value') ?? '');
      if (value === '') continue;
      yield {
        kind: 'note',
        article: describedArticle(
          'zotero',
          { title: value.split('\n', 1)[0]!.slice(0, 120) },
          value.split(/\n\n/).map((line) => ({ kind: 'paragraph', text: line })),
        ),
        original: { bytes: new TextEncoder().encode(JSON.stringify(node)), mediaType: 'application/json' },
        within: idOf(node) || `note ${number + 1}`,
      };
      continue;
    }
    if (!isWork(node)) continue;
    number += 1;
    const reference = { ...referenceOf(node, graph, number), collections: collections.get(idOf(node)) ?? [] };
    const described = referenceSource('zotero', reference);
    if (described === null) continue;
    try {
      const attached = await attachedText(node, graph, input);
      yield attached === null ? described : merged(described, attached);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      yield described;
      yield { within: `${reference.within} (attachment)`, code: error.code, message: error.message };
    }
  }
}

/** The text of the attachment under Zotero's description, which people have corrected by hand. */
function merged(described: Captured, attached: Captured): Captured {
  const [own, read] = [described.article, attached.article];
  return {
    ...described,
    kind: attached.kind,
    original: attached.original,
    ...((described.capturedAt ?? attached.capturedAt)
      ? { capturedAt: described.capturedAt ?? attached.capturedAt! }
      : {}),
    article: {
      title: own.title ?? read.title,
      byline: own.byline ?? read.byline,
      siteName: own.siteName ?? read.siteName,
      publishedOn: own.publishedOn ?? read.publishedOn,
      language: read.language ?? own.language,
      url: own.url ?? read.url,
      blocks: read.blocks,
      assets: read.assets,
      provenance: { ...read.provenance, ...own.provenance },
      doubts: read.doubts,
    },
  };
}

/** Zotero's RDF export with notes, tags, collections and, where the folder came along, its files. */
export const zoteroRdf: Format = {
  id: 'zotero-rdf',
  detect: (input) =>
    looksLikeText(input.bytes) && /<rdf:RDF[\s>]/.test(headText(input.bytes))
      ? /zotero\.org|purl\.org\/net\/biblio|schema\.org|purl\.org\/dc/.test(headText(input.bytes))
        ? 0.95
        : 0.6
      : 0,
  read,
};
