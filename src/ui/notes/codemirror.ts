import {
  autocompletion,
  completionStatus,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { syntaxTree } from '@codemirror/language';
import { Annotation, EditorState, Prec, RangeSetBuilder, Transaction, type Text } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { LINK_PATTERN, linksIn, writeLink, type LinkKind, type NoteLink } from '../../core/note/links.ts';
import { theme } from './theme.ts';

/** Something that can be linked to, as the library offers it. */
export interface Offer {
  readonly kind: LinkKind;
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

/** What the editor asks of, and tells, the screen around it. */
export interface EditorCalls {
  readonly label: string;
  readonly placeholder: string;
  /** The word for a kind of thing, for screen readers and the list of offers. */
  readonly kindName: (kind: LinkKind) => string;
  readonly onChange: (text: string) => void;
  /** Esc, when nothing is open that it closes. */
  readonly onLeave: () => void;
  readonly onOpen: (link: NoteLink) => void;
  readonly targets: (words: string) => Promise<readonly Offer[]>;
}

/** Marks changes that come from the library, which are not to be saved again. */
const fromOutside = Annotation.define<boolean>();

class LinkChip extends WidgetType {
  readonly link: NoteLink;
  readonly kind: string;
  constructor(link: NoteLink, kind: string) {
    super();
    this.link = link;
    this.kind = kind;
  }
  override eq(other: LinkChip): boolean {
    return other.link.id === this.link.id && other.link.words === this.link.words;
  }
  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = `nt-chip nt-${this.link.kind}`;
    chip.textContent = this.link.words;
    chip.title = this.kind;
    chip.dataset['id'] = this.link.id;
    chip.dataset['kind'] = this.link.kind;
    return chip;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Shows each `[[…]]` as its words; the caret steps over it and one Backspace removes it. */
const chips = (calls: EditorCalls) => {
  const matcher = new MatchDecorator({
    regexp: new RegExp(LINK_PATTERN, 'g'),
    decoration: (found) => {
      const link = linksIn(found[0])[0]!;
      return Decoration.replace({ widget: new LinkChip(link, calls.kindName(link.kind)) });
    },
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) =>
        EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
};

/** Nodes of the Markdown tree that look different, by their class. */
const LOOKS: Readonly<Record<string, string>> = {
  ATXHeading1: 'nt-h1',
  ATXHeading2: 'nt-h2',
  ATXHeading3: 'nt-h3',
  ATXHeading4: 'nt-h3',
  SetextHeading1: 'nt-h1',
  SetextHeading2: 'nt-h2',
  StrongEmphasis: 'nt-strong',
  Emphasis: 'nt-emphasis',
  Strikethrough: 'nt-strike',
  InlineCode: 'nt-code',
  CodeText: 'nt-code',
  QuoteMark: 'nt-sign',
  HeaderMark: 'nt-sign',
  EmphasisMark: 'nt-sign',
  CodeMark: 'nt-sign',
  ListMark: 'nt-sign',
  TaskMarker: 'nt-task',
  URL: 'nt-address',
};

const looks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = drawn(view);
    }
    update(update: ViewUpdate): void {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.state) !== syntaxTree(update.startState)
      )
        this.decorations = drawn(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function drawn(view: EditorView): DecorationSet {
  const found: { from: number; to: number; name: string }[] = [];
  for (const { from, to } of view.visibleRanges)
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const name = LOOKS[node.name];
        if (name && node.from < node.to) found.push({ from: node.from, to: node.to, name });
      },
    });
  const set = new RangeSetBuilder<Decoration>();
  for (const one of found.sort((a, b) => a.from - b.from || b.to - a.to))
    set.add(one.from, one.to, Decoration.mark({ class: one.name }));
  return set.finish();
}

/** The words after `[[` or `@` before the caret; an `@` inside a mail address begins nothing. */
const BEGUN = /(?:\[\[|(?<![A-Za-z0-9._-])@)([^[\]@|\n]{0,60})$/u;

const offers =
  (calls: EditorCalls) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const line = context.state.doc.lineAt(context.pos);
    const found = BEGUN.exec(line.text.slice(0, context.pos - line.from));
    if (!found || /^\s|\s\s/.test(found[1]!)) return null;
    const targets = await calls.targets(found[1]!);
    if (context.aborted || targets.length === 0) return null;
    return {
      from: line.from + found.index,
      filter: false,
      options: targets.map((target): Completion => ({
        label: target.title,
        detail: [calls.kindName(target.kind), target.detail].filter(Boolean).join(' · '),
        type: target.kind,
        apply: (view, _, from, to) => {
          const after = view.state.sliceDoc(to, to + 2) === ']]' ? 2 : 0;
          const insert = writeLink(target.kind, target.id, target.title);
          view.dispatch({
            changes: { from, to: to + after, insert },
            selection: { anchor: from + insert.length },
            userEvent: 'input.complete',
          });
        },
      })),
    };
  };

/** Puts signs around the selected words, or takes them away again. */
function surround(view: EditorView, sign: string): boolean {
  view.dispatch(
    view.state.changeByRange((range) => {
      const words = view.state.sliceDoc(range.from, range.to);
      const before = view.state.sliceDoc(range.from - sign.length, range.from);
      const after = view.state.sliceDoc(range.to, range.to + sign.length);
      if (before === sign && after === sign)
        return {
          changes: [
            { from: range.from - sign.length, to: range.from },
            { from: range.to, to: range.to + sign.length },
          ],
          range: range.extend(range.from - sign.length, range.to - sign.length),
        };
      const anchor = range.from + sign.length;
      return {
        changes: { from: range.from, to: range.to, insert: sign + words + sign },
        range: range.extend(anchor, anchor + words.length),
      };
    }),
    { userEvent: 'input' },
  );
  return true;
}

/** Begins the lines of the selection with a sign, or takes it away where all have it. */
function begin(view: EditorView, sign: string): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const lines: { from: number; text: string }[] = [];
  for (let at = state.doc.lineAt(from); ; at = state.doc.line(at.number + 1)) {
    lines.push(at);
    if (at.to >= to || at.number === state.doc.lines) break;
  }
  const all = lines.every((line) => line.text.startsWith(sign));
  view.dispatch({
    changes: lines.map((line) => ({
      from: line.from,
      to: line.from + (all ? sign.length : (/^(?:#{1,6} |[-*] |\d+\. |> )/.exec(line.text)?.[0].length ?? 0)),
      insert: all ? '' : sign,
    })),
    userEvent: 'input',
  });
  return true;
}

/** An editor of a note. It stands in a shadow root, because its sheet of styles is made by script, which the page's policy forbids. */
export class NoteEditor {
  readonly #view: EditorView;

  constructor(root: ShadowRoot, text: string, calls: EditorCalls) {
    // Esc closes the offers only while they are shown: a question under way must not swallow it
    const onLeave = (view: EditorView): boolean => {
      if (completionStatus(view.state) === 'active') return false;
      calls.onLeave();
      return true;
    };
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        selection: { anchor: text.length },
        extensions: [
          history(),
          // before the keys of the offers, which are as high
          Prec.highest(keymap.of([{ key: 'Escape', run: onLeave, stopPropagation: true }])),
          autocompletion({ override: [offers(calls)], icons: false, activateOnTypingDelay: 60 }),
          Prec.low(
            keymap.of([
              ...historyKeymap,
              ...defaultKeymap.filter(({ key }) => key !== 'Escape' && key !== 'Mod-Enter'),
            ]),
          ),
          markdown({ base: markdownLanguage, completeHTMLTags: false }),
          looks,
          chips(calls),
          placeholder(calls.placeholder),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': calls.label, spellcheck: 'true' }),
          EditorView.domEventHandlers({
            click: (event) => {
              const chip = (event.target as Element).closest<HTMLElement>('.nt-chip');
              if (!chip || event.button !== 0) return false;
              const { id = '', kind = '' } = chip.dataset;
              const link = linksIn(this.text).find((one) => one.id === id && one.kind === kind);
              if (link) calls.onOpen(link);
              return link !== undefined;
            },
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.every((one) => one.annotation(fromOutside)))
              calls.onChange(update.state.doc.toString());
          }),
          theme,
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Takes over a text that changed elsewhere; only what differs is replaced, so that the caret stays where it was. */
  take(text: string): void {
    const { doc } = this.#view.state;
    if (doc.toString() === text) return;
    this.#view.dispatch({
      changes: difference(doc, text),
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    });
  }

  focus(): void {
    this.#view.focus();
  }

  bold = (): boolean => surround(this.#view, '**');
  italic = (): boolean => surround(this.#view, '*');
  heading = (level: 1 | 2): boolean => begin(this.#view, `${'#'.repeat(level)} `);
  bullets = (): boolean => begin(this.#view, '- ');
  numbers = (): boolean => begin(this.#view, '1. ');
  quote = (): boolean => begin(this.#view, '> ');
  /** Opens the list of things to link to. */
  link = (): boolean => {
    const { from, to } = this.#view.state.selection.main;
    const words = this.#view.state
      .sliceDoc(from, to)
      .replace(/[[\]|\n]/g, ' ')
      .slice(0, 60);
    this.#view.dispatch({
      changes: { from, to, insert: `[[${words}` },
      selection: { anchor: from + 2 + words.length },
      userEvent: 'input.type',
    });
    this.#view.focus();
    return true;
  };

  close(): void {
    this.#view.destroy();
  }
}

/** The one stretch in which two texts differ. */
function difference(doc: Text, text: string): { from: number; to: number; insert: string } {
  const was = doc.toString();
  const least = Math.min(was.length, text.length);
  let from = 0;
  while (from < least && was[from] === text[from]) from++;
  let same = 0;
  while (same < least - from && was[was.length - 1 - same] === text[text.length - 1 - same]) same++;
  return { from, to: was.length - same, insert: text.slice(from, text.length - same) };
}
