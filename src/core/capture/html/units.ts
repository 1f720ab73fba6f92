import type { Block, Cell, Span } from '../../source.ts';
import { headingLevel, hidesItself, isBlock, isDataTable } from './elements.ts';
import { safeAddress } from './address.ts';
import type { Element, Page } from './tree.ts';

/** One block of the page and what is known about it; the parts rules decide by. */
export interface Unit {
  readonly block: Block;
  /** The innermost block element around it. */
  readonly element: Element;
  /** Characters of text by the key of the node that carried them; see {@link carrierOf}. */
  readonly carriers: ReadonlyMap<string, number>;
  /** Characters inside links. */
  readonly linked: number;
  readonly hidden: boolean;
}

/** An image as the page names it, before it is resolved or stored. */
export interface Picture {
  readonly source: string | null;
  readonly alt: string;
}

const SPANS: Readonly<Record<string, Span['type']>> = {
  strong: 'strong', b: 'strong', em: 'emphasis', i: 'emphasis', cite: 'emphasis', dfn: 'emphasis', var: 'emphasis',
  code: 'code', kbd: 'code', samp: 'code', tt: 'code', sup: 'superscript', sub: 'subscript', s: 'strike', del: 'strike',
  strike: 'strike',
}; // prettier-ignore

/** Elements with block elements among their children; their own words are carried by runs, not by the element. */
export function mixedElements(page: Page): ReadonlySet<number> {
  const mixed = new Set<number>();
  for (const element of page.elements) if (isBlock(element) && element.parent) mixed.add(element.parent.id);
  return mixed;
}

/** Key of the carrier of a text node: its parent, or its place in a parent that also holds blocks. */
export const carrierOf = (parent: Element, index: number, mixed: ReadonlySet<number>): string =>
  mixed.has(parent.id) ? `${parent.id}:${index}` : String(parent.id);

const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\ufeff\u200b\ufffe\uffff]/g; // eslint-disable-line no-control-regex

type Open = { type: Span['type']; start: number; href?: string; tag: string };

/** Text of a block under construction: white space is folded as it comes, spans keep their offsets. */
class Draft {
  text = '';
  spans: Span[] = [];
  carriers = new Map<string, number>();
  linked = 0;
  breaks = 0;
  #space = false;

  add(raw: string, carrier: string, preserve: boolean, link: boolean): void {
    const text = raw.replace(CONTROL, '').replace(/\r\n?/g, '\n');
    if (text === '') return;
    if (preserve) {
      this.text += text;
    } else {
      const folded = text.replace(/[ \t\n\f\u00a0]*[ \t\n\f][ \t\n\f\u00a0]*|\u00a0{2,}/g, ' ');
      if (folded === ' ') {
        this.#space = true;
        return;
      }
      const lead = folded.startsWith(' ');
      const trail = folded.endsWith(' ');
      if ((this.#space || lead) && this.text !== '' && !/\s$/.test(this.text)) this.text += ' ';
      this.text += folded.slice(lead ? 1 : 0, trail ? -1 : undefined);
      this.#space = trail;
    }
    this.breaks = 0;
    const length = text.replace(/\s+/g, ' ').length;
    this.carriers.set(carrier, (this.carriers.get(carrier) ?? 0) + length);
    if (link) this.linked += length;
  }

  /** A separator that stays: a line break, or the tab and newline between cells and rows. */
  mark(separator: string): void {
    this.text = this.text.replace(/ +$/, '') + separator;
    this.#space = false;
  }

  space(): void {
    this.#space = true;
  }

  /** Where text added next will begin. */
  at(): number {
    return this.text.length + (this.#space && this.text !== '' && !/\s$/.test(this.text) ? 1 : 0);
  }
}

const pictureOf = (image: Element): Picture => {
  const { attributes } = image;
  const candidates = [
    attributes.get('data-src'),
    attributes.get('data-lazy-src'),
    attributes.get('data-original'),
    attributes.get('src'),
    (attributes.get('data-srcset') ?? attributes.get('srcset'))?.trim().split(/\s+/)[0],
  ];
  const direct = attributes.get('src') ?? '';
  const source =
    direct.startsWith('data:image/') && direct.length > 400
      ? direct
      : candidates.find((value) => value && !/^data:image\/(?:gif|svg)/i.test(value));
  return {
    source: source ?? (direct || null),
    alt: (attributes.get('alt') ?? '').replace(/\s+/g, ' ').trim(),
  };
};

const isIcon = (image: Element): boolean => {
  const size = (name: string): number => Number.parseInt(image.attributes.get(name) ?? '', 10);
  const [width, height] = [size('width'), size('height')];
  return width <= 40 || height <= 40;
};

const isReference = (anchor: Element): boolean => {
  const names = `${anchor.attributes.get('class') ?? ''} ${anchor.attributes.get('rel') ?? ''} ${anchor.attributes.get('role') ?? ''}`;
  if (/footnote|noteref|reference/i.test(names)) return !/backref|return/i.test(names);
  const only = anchor.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return (
    anchor.parent?.tag === 'sup' ||
    (only.length === 1 && typeof only[0] === 'object' && only[0].tag === 'sup')
  );
};

/**
 * Cuts a page into blocks in document order: everything a page says, hidden parts marked as such. Works without
 * recursion. `base` resolves links; `onPicture` turns an image into the `image` of a figure, or null to leave it out.
 */
export function unitsOf(
  page: Page,
  base: string | null,
  onPicture: (picture: Picture) => NonNullable<Block['image']> | null,
): readonly Unit[] {
  const mixed = mixedElements(page);
  const units: Unit[] = [];
  const targets = new Set<string>();
  const counters = new Map<number, number>();
  let draft = new Draft();
  let open: Open[] = [];
  let pictures: { image: NonNullable<Block['image']>; element: Element }[] = [];
  let hiddenDepth = 0;
  let preDepth = 0;
  let linkDepth = 0;
  let table: {
    cells: Cell[];
    row: number;
    column: number;
    start: number;
    header: boolean;
    element: Element;
  } | null = null;
  const itemsBegun = new Set<number>();

  const push = (block: Block, element: Element, from: Draft): void => {
    units.push({ block, element, carriers: from.carriers, linked: from.linked, hidden: hiddenDepth > 0 });
  };

  const kindOf = (container: Element): Pick<Block, 'kind' | 'level' | 'ordinal'> => {
    let quoted = false;
    for (let at: Element | null = container; at; at = at.parent) {
      const level = headingLevel(at.tag);
      if (level > 0) return { kind: 'heading', level };
      if (at.tag === 'pre' || at.tag === 'listing' || at.tag === 'xmp') return { kind: 'code' };
      if (at.tag === 'figcaption' || at.tag === 'caption') return { kind: 'caption' };
      if (at.tag === 'blockquote') quoted = true;
      if (at.tag === 'li') {
        if (itemsBegun.has(at.id)) return { kind: quoted ? 'quotation' : 'paragraph' };
        itemsBegun.add(at.id);
        let depth = 0;
        let list: Element | null = null;
        for (let up = at.parent; up; up = up.parent) {
          if (up.tag !== 'ul' && up.tag !== 'ol' && up.tag !== 'menu') continue;
          list ??= up;
          depth++;
        }
        if (list?.tag !== 'ol') return { kind: 'item', level: Math.max(1, depth) };
        const start = Number.parseInt(list.attributes.get('start') ?? '1', 10);
        const given = Number.parseInt(at.attributes.get('value') ?? '', 10);
        const ordinal = Number.isNaN(given)
          ? (counters.get(list.id) ?? (Number.isNaN(start) ? 1 : start))
          : given;
        counters.set(list.id, ordinal + 1);
        return { kind: 'item', level: Math.max(1, depth), ordinal };
      }
      if (quoted && !at.parent) break;
    }
    return { kind: quoted ? 'quotation' : 'paragraph' };
  };

  const closeSpan = (span: Open, into: Draft): void => {
    const end = into.text.length;
    if (end <= span.start) return;
    into.spans.push({
      start: span.start,
      end,
      type: span.type,
      ...(span.href === undefined ? {} : { href: span.href }),
    });
  };

  const flush = (container: Element): void => {
    if (table) {
      draft.space();
      return;
    }
    for (const span of open) closeSpan(span, draft);
    const done = draft;
    draft = new Draft();
    for (const span of open) span.start = 0;
    const code = preDepth > 0;
    const lead = code ? /^\n*/.exec(done.text)![0].length : /^\s*/.exec(done.text)![0].length;
    const text = done.text.slice(lead).trimEnd();
    if (text !== '' && /[^\s\u200c-\u200f\u2028-\u202e]/u.test(text)) {
      const spans = done.spans
        .map((span) => ({
          ...span,
          start: Math.max(0, span.start - lead),
          end: Math.min(text.length, span.end - lead),
        }))
        .filter((span) => span.end > span.start)
        .sort((a, b) => a.start - b.start || b.end - a.end);
      push({ ...kindOf(container), text, ...(spans.length > 0 ? { spans } : {}) }, container, done);
    }
    for (const { image, element } of pictures)
      push({ kind: 'figure', text: '', image }, element, new Draft());
    pictures = [];
  };

  const finishTable = (): void => {
    const { cells, element } = table!;
    table = null;
    for (const span of open) closeSpan(span, draft);
    const done = draft;
    draft = new Draft();
    for (const span of open) span.start = 0;
    const text = done.text.trimEnd();
    if (text.trim() !== '') {
      const kept = cells.map((cell) => ({
        ...cell,
        start: Math.min(cell.start, text.length),
        end: Math.min(cell.end, text.length),
      }));
      const spans = done.spans
        .filter((span) => span.end <= text.length)
        .sort((a, b) => a.start - b.start || b.end - a.end);
      push({ kind: 'table', text, cells: kept, ...(spans.length > 0 ? { spans } : {}) }, element, done);
    }
    for (const { image, element: where } of pictures)
      push({ kind: 'figure', text: '', image }, where, new Draft());
    pictures = [];
  };

  const stack: { node: Element | string; parent: Element; index: number; exit: boolean }[] = [
    { node: page.body, parent: page.body, index: 0, exit: false },
  ];
  let container: Element = page.body;
  while (stack.length > 0) {
    const { node, parent, index, exit } = stack.pop()!;
    if (typeof node === 'string') {
      draft.add(node, carrierOf(parent, index, mixed), preDepth > 0 && !table, linkDepth > 0);
      continue;
    }
    const block = isBlock(node);
    if (exit) {
      if (table && table.element === node) finishTable();
      else if (table && (node.tag === 'td' || node.tag === 'th')) {
        draft.mark('');
        table.cells.push({
          row: table.row,
          column: table.column,
          start: table.start,
          end: draft.text.length,
          ...(table.header ? { header: true } : {}),
        });
        table.column += Math.max(
          1,
          Math.min(1000, Number.parseInt(node.attributes.get('colspan') ?? '1', 10) || 1),
        );
      } else if (block) flush(node);
      if (node.tag === 'a' && node.attributes.has('href')) linkDepth--;
      if (SPANS[node.tag] !== undefined || node.tag === 'a') {
        const at = open.findLastIndex((span) => span.tag === `${node.tag}${node.id}`);
        if (at >= 0) closeSpan(open.splice(at, 1)[0]!, draft);
      }
      if (node.tag === 'pre' || node.tag === 'listing' || node.tag === 'xmp') preDepth--;
      if (hidesItself(node)) hiddenDepth--;
      if (block && node.parent) {
        container = node.parent;
        while (!isBlock(container) && container.parent) container = container.parent;
      }
      continue;
    }
    if (node.tag === 'br') {
      if (preDepth > 0) draft.add('\n', carrierOf(parent, index, mixed), true, false);
      else if (table) draft.space();
      else if (draft.text !== '' && ++draft.breaks > 1) flush(container);
      else if (draft.text !== '') draft.mark('\n');
      continue;
    }
    if (node.tag === 'hr') {
      flush(container);
      if (!table) push({ kind: 'rule', text: '' }, node, new Draft());
      continue;
    }
    if (node.tag === 'img') {
      if (hiddenDepth === 0 && !hidesItself(node) && !isIcon(node)) {
        const image = onPicture(pictureOf(node));
        if (image) {
          if (draft.text === '' && !table) push({ kind: 'figure', text: '', image }, node, new Draft());
          else pictures.push({ image, element: node });
        }
      }
      continue;
    }
    if (node.tag === 'input' || node.tag === 'wbr') continue;
    if (block) {
      flush(container);
      container = node;
    }
    if (hidesItself(node)) hiddenDepth++;
    if (node.tag === 'pre' || node.tag === 'listing' || node.tag === 'xmp') preDepth++;
    if (node.tag === 'table' && !table && isDataTable(node)) {
      table = { cells: [], row: -1, column: 0, start: 0, header: false, element: node };
    } else if (table && node.tag === 'tr') {
      table.row++;
      table.column = 0;
      if (draft.text !== '') draft.mark('\n');
    } else if (table && (node.tag === 'td' || node.tag === 'th')) {
      if (table.row < 0) table.row = 0;
      if (table.column > 0) draft.mark('\t');
      table.start = draft.text.length;
      table.header = node.tag === 'th';
    }
    if (node.tag === 'a') {
      const href = node.attributes.get('href');
      if (href !== undefined) {
        linkDepth++;
        const fragment = /^#(.+)$/.exec(href)?.[1];
        if (fragment !== undefined && isReference(node)) {
          targets.add(fragment);
          open.push({ type: 'reference', start: draft.at(), href: fragment, tag: `a${node.id}` });
        } else {
          const address = safeAddress(href, base);
          if (address !== null)
            open.push({ type: 'link', start: draft.at(), href: address, tag: `a${node.id}` });
        }
      }
    } else if (SPANS[node.tag] !== undefined) {
      open.push({ type: SPANS[node.tag]!, start: draft.at(), tag: `${node.tag}${node.id}` });
    }
    stack.push({ node, parent, index, exit: true });
    for (let i = node.children.length - 1; i >= 0; i--)
      stack.push({ node: node.children[i]!, parent: node, index: i, exit: false });
  }
  flush(page.body);
  return withFootnotes(units, targets);
}

/** Marks the blocks that references point at as footnotes, and drops references that point at nothing. */
function withFootnotes(units: readonly Unit[], targets: ReadonlySet<string>): readonly Unit[] {
  if (targets.size === 0) return units;
  const labels = new Set<string>();
  const marked = units.map((unit) => {
    let label: string | null = null;
    for (
      let at: Element | null = unit.element, up = 0;
      at && up < 4 && label === null;
      at = at.parent, up++
    ) {
      const id = at.attributes.get('id');
      if (id !== undefined && targets.has(id) && !labels.has(id)) label = id;
    }
    if (label === null || unit.block.text === '') return unit;
    labels.add(label);
    return { ...unit, block: { ...unit.block, kind: 'footnote' as const, label } };
  });
  return marked.map((unit) => {
    if (!unit.block.spans?.some((span) => span.type === 'reference')) return unit;
    const spans = unit.block.spans.filter((span) => span.type !== 'reference' || labels.has(span.href ?? ''));
    return { ...unit, block: { ...unit.block, spans } };
  });
}
