import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { colouredPieces, completed } from '../../core/search/completion.ts';
import { LONGEST_QUERY } from '../../core/search/grammar.ts';
import { languageOfName } from '../companies/words.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { useSuggestions, type Suggestion } from './suggestions.ts';

// One unit more than the library reads, so that it says in a doubt that the end was left out.
const MOST = LONGEST_QUERY + 1;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]+/g;

/** Pasted or dropped words as one line of bounded length, without half characters. */
export const asLine = (text: string, room = MOST): string =>
  text.slice(0, Math.max(0, room)).replace(CONTROL, ' ').toWellFormed();

/** The query drawn behind the field, one coloured stretch per piece; the words themselves are the field's own. */
function Ink({
  text,
  caret,
  ref,
}: {
  readonly text: string;
  readonly caret: number;
  readonly ref: Ref<HTMLDivElement>;
}) {
  return (
    <div ref={ref} className="se-ink" aria-hidden="true">
      {colouredPieces(text, caret).map(({ kind, start, end }) => (
        <span key={start} className={`qp-${kind}`}>
          {text.slice(start, end)}
        </span>
      ))}
    </div>
  );
}

function Suggestions({
  id,
  list,
  active,
  onChoose,
}: {
  readonly id: string;
  readonly list: readonly Suggestion[];
  readonly active: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another row is selected after it
  }, [active]);
  return (
    <div ref={box} id={id} className="popup se-suggest" role="listbox" aria-label={t('search.suggestions')}>
      {list.map((one, i) => (
        <div
          key={`${one.put} ${one.label}`}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === active}
          className="se-suggestion"
          // The field keeps the focus; the choice is made when the button goes up.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one)}
        >
          <b lang={languageOfName(one.label)}>{one.label}</b>
          {one.hint !== '' && <span className="t3 clip">{one.hint}</span>}
          {one.count !== null && <span className="end num t3">{number(one.count)}</span>}
        </div>
      ))}
    </div>
  );
}

/**
 * The search box: a combobox whose operators and values complete as one types, with its pieces coloured. What is typed
 * is the field's own state, so that neither an answer on its way nor an input method can move the caret.
 */
export function SearchBox({
  query,
  onQuery,
  onKeys,
  results,
  ref,
}: {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Keys that the box leaves to the results. */
  readonly onKeys: (event: KeyboardEvent) => void;
  /** The list of results and its current row, where there are any. */
  readonly results: { readonly id: string; readonly active: string | undefined } | null;
  readonly ref: React.RefObject<HTMLInputElement | null>;
}) {
  const [text, setText] = useState(query);
  const [given, setGiven] = useState(query);
  const [composing, setComposing] = useState(false);
  const [caret, setCaret] = useState(query.length);
  // Suggestions come with typing and go with Esc, with leaving the box, or with a choice.
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const put = useRef<number | null>(null);
  const ink = useRef<HTMLDivElement>(null);
  const id = useId();
  if (given !== query) {
    setGiven(query);
    if (query !== text && !composing) {
      setText(query);
      setCaret(query.length);
    }
  }
  const { at, list } = useSuggestions(text, caret, wanted && !composing);
  const open = wanted && !composing && at !== null && list.length > 0;
  const chosen = Math.min(active, list.length - 1);

  const follow = () => {
    if (ink.current && ref.current) ink.current.style.translate = `${-ref.current.scrollLeft}px 0`;
  };
  useLayoutEffect(() => {
    if (put.current !== null && ref.current) {
      ref.current.setSelectionRange(put.current, put.current);
      put.current = null;
    }
  });
  // with the frame: asking how far the field has scrolled lays the whole window out
  useEffect(() => {
    const frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- `follow` reads what is on the page, which other words move
  }, [text]);
  const change = (next: string, where: number, quiet = false) => {
    setText(next);
    setCaret(where);
    setActive(-1);
    setWanted(true);
    if (!quiet) {
      setGiven(next);
      onQuery(next);
    }
  };
  const choose = (suggestion: Suggestion) => {
    if (!at) return;
    const done = completed(text, at, suggestion.put);
    put.current = done.caret;
    change(done.query, done.caret);
    setWanted(at.kind === 'operator');
    ref.current?.focus();
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length <= MOST && asLine(pasted) === pasted) return;
    // A page instead of a question: the field never gets to see more of it than can be searched.
    event.preventDefault();
    const field = event.currentTarget;
    const from = field.selectionStart ?? text.length;
    const to = field.selectionEnd ?? from;
    const line = asLine(pasted, MOST - (text.length - (to - from)));
    put.current = from + line.length;
    change(text.slice(0, from) + line + text.slice(to), from + line.length);
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const bare = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (open && bare && step !== undefined)
      setActive((chosen + step + list.length + (chosen < 0 && step < 0 ? 1 : 0)) % list.length); // prettier-ignore
    else if (open && bare && event.key === 'Tab' && !event.shiftKey) choose(list[Math.max(0, chosen)]!);
    else if (open && bare && event.key === 'Enter' && chosen >= 0) choose(list[chosen]!);
    else if (open && event.key === 'Escape') setWanted(false);
    else {
      onKeys(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="se-box" role="search">
      <div className="field">
        <Icon name="search" size="s" />
        <div className="se-typed">
          <Ink ref={ink} text={text} caret={caret} />
          <input
            ref={ref}
            type="text"
            role="combobox"
            aria-label={t('search.box')}
            aria-autocomplete="list"
            aria-expanded={open || results !== null}
            aria-controls={open ? id : results?.id}
            aria-activedescendant={open ? (chosen >= 0 ? `${id}-${chosen}` : undefined) : results?.active}
            placeholder={t('search.placeholder')}
            enterKeyHint="search"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={text}
            onChange={(event) => {
              const field = event.target;
              change(field.value.slice(0, MOST), field.selectionStart ?? field.value.length, composing);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
            onScroll={follow}
            onPaste={paste}
            onBlur={() => setWanted(false)}
            onCompositionStart={() => setComposing(true)}
            onCompositionEnd={(event) => {
              setComposing(false);
              const field = event.currentTarget;
              change(field.value, field.selectionStart ?? field.value.length);
            }}
            onKeyDown={keys}
          />
        </div>
        {text !== '' && (
          <button
            type="button"
            className="se-clear"
            aria-label={t('search.clear')}
            onClick={() => {
              change('', 0);
              ref.current?.focus();
            }}
          >
            <Icon name="x" size="xs" />
          </button>
        )}
      </div>
      {open && <Suggestions id={id} list={list} active={chosen} onChoose={choose} />}
    </div>
  );
}
