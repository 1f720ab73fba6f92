import { useRef, useState, type ReactNode } from 'react';
import type { DossierView } from '../../library/company-views.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { otherEnd, sentenceOf } from './relation-words.ts';
import { languageOfName } from './words.ts';

type Part = 'aliases' | 'facts' | 'notes' | 'relations';
interface Piece {
  readonly id: string;
  readonly words: ReactNode;
  readonly lang?: string | undefined;
}

/** Everything of a dossier that can go to another company. */
const piecesOf = (view: DossierView): Readonly<Record<Part, readonly Piece[]>> => ({
  aliases: view.company.aliases.map(({ text, language }) => ({
    id: text,
    words: text,
    lang: language ?? languageOfName(text),
  })),
  facts: view.facts.map((fact) => ({
    id: fact.id,
    words: `${fact.metric}: ${amountOf(fact)} ${periodOf(fact.asOf)}`,
    lang: languageOfName(fact.metric),
  })),
  notes: view.company.notes.map((note) => ({
    id: note.id,
    words: note.title,
    lang: languageOfName(note.title),
  })),
  relations: view.relations.map((relation) => ({
    id: relation.id,
    words: `${sentenceOf(relation, view.company.id)} ${otherEnd(relation, view.company.id).name}`,
  })),
});
const PARTS: readonly Part[] = ['aliases', 'facts', 'notes', 'relations'];

/** Parts a dossier in two: what is ticked goes to a new company; one undo joins them again. */
export function SplitSheet({ view, onClose }: { readonly view: DossierView; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Readonly<Record<Part, ReadonlySet<string>>>>({
    aliases: new Set(),
    facts: new Set(),
    notes: new Set(),
    relations: new Set(),
  });
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const pieces = piecesOf(view);
  const toggle = (part: Part, ids: readonly string[], on: boolean): void => {
    const next = new Set(chosen[part]);
    for (const id of ids)
      if (!on) next.delete(id);
      else next.add(id);
    setChosen({ ...chosen, [part]: next });
    if (part === 'aliases' && on && name === '' && ids.length === 1) setName(ids[0]!);
  };
  const going = PARTS.reduce((sum, part) => sum + chosen[part].size, 0);
  const split = async () => {
    try {
      const made = await library.companies.split({
        id: view.company.id,
        name: name.trim(),
        ...Object.fromEntries(PARTS.map((part) => [part, [...chosen[part]]])),
      });
      say(t('company.split.done', { name: made.name }), { label: t('frame.undo'), run: undo });
      onClose();
      go({ screen: 'company', id: made.id });
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  return (
    <Sheet
      title={t('company.split.title', { name: view.company.name })}
      open
      className="co-sheet"
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="t2 sm" role="status">
            {t('company.split.preview', {
              aliases: chosen.aliases.size,
              facts: chosen.facts.size,
              notes: chosen.notes.size,
              relations: chosen.relations.size,
            })}
          </span>
          <span className="end" />
          <Button onClick={onClose}>{t('company.cancel')}</Button>
          <Button
            kind="primary"
            icon="split"
            submit
            form="split"
            disabled={going === 0 || name.trim() === ''}
          >
            {t('company.split.run')}
          </Button>
        </>
      }
    >
      <form
        id="split"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void split();
        }}
      >
        <p className="t2">{t('company.split.words')}</p>
        <Field
          ref={first}
          label={t('company.split.name')}
          value={name}
          lang={languageOfName(name)}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        {PARTS.filter((part) => pieces[part].length > 0).map((part) => (
          <fieldset key={part} className="co-pieces">
            <legend>
              <Check
                on={chosen[part].size === pieces[part].length}
                some={chosen[part].size > 0}
                onChange={(on) =>
                  toggle(
                    part,
                    pieces[part].map((piece) => piece.id),
                    on,
                  )
                }
              >
                <span className="label">{t(`company.split.${part}`)}</span>
              </Check>
            </legend>
            {pieces[part].map((piece) => (
              <Check
                key={piece.id}
                on={chosen[part].has(piece.id)}
                onChange={(on) => toggle(part, [piece.id], on)}
              >
                <span lang={piece.lang}>{piece.words}</span>
              </Check>
            ))}
          </fieldset>
        ))}
      </form>
    </Sheet>
  );
}
