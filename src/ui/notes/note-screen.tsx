import { useEffect, useRef, useState } from 'react';
import { titleOf } from '../../core/note/links.ts';
import { languageOfName } from '../companies/words.ts';
import { focusRegion } from '../frame/regions.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Picker } from '../parts/picker.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Field } from '../parts/field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go, openSource, show, useView, type NotePlace } from '../view.ts';
import { Backlinks } from './backlinks.tsx';
import { NoteField, type NoteHandle } from './note-field.tsx';
import { copyPlain, removeNote, saveAsSource } from './note-menu.ts';
import { useNoteSaving } from './saving.ts';
import { NoteVersions } from './versions.tsx';
import './notes.css';

type View = Awaited<ReturnType<typeof library.notes.open>>;
type Opened = 'versions' | 'tags' | 'template' | null;

const templateLanguage = (): 'en' | 'zh' => (language() === 'zh-Hans' ? 'zh' : 'en');

function Tags({
  id,
  tags,
  onClose,
}: {
  readonly id: string;
  readonly tags: readonly string[];
  readonly onClose: () => void;
}) {
  const all = useLive(['tag', 'note'], () => library.tags.list()).value ?? [];
  const names = [...new Set([...tags, ...all.map((tag) => tag.name)])];
  const set = (tag: string, on: boolean) =>
    void doing(on ? library.notes.tag({ ids: [id], tag }) : library.notes.untag({ ids: [id], tag }));
  return (
    <Picker
      title={t('notes.tags')}
      choices={names.map((name) => ({ id: name, label: name, on: tags.includes(name) }))}
      create={{ label: (name) => t('library.newTag', { name }), run: (name) => set(name, true) }}
      onPick={(choice, on) => set(choice.id, on)}
      onClose={onClose}
    />
  );
}

function KeepTemplate({
  text,
  title,
  onClose,
}: {
  readonly text: string;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(title);
  const first = useRef<HTMLInputElement>(null);
  const keep = async () => {
    try {
      await library.notes.keepTemplate({ name, text });
      say(t('notes.template.kept', { name: name.trim() }));
      onClose();
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Sheet
      title={t('notes.template.keep')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={onClose}>{t('notes.close')}</Button>
          <Button kind="primary" submit form="note-template" disabled={name.trim() === ''}>
            {t('notes.template.save')}
          </Button>
        </>
      }
    >
      <form
        id="note-template"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Field
          ref={first}
          label={t('notes.template.name')}
          hint={t('notes.template.hint')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Sheet>
  );
}

function Written({
  place,
  view,
  begin,
}: {
  readonly place: NotePlace;
  readonly view: View | undefined;
  readonly begin: string;
}) {
  const note = view?.note;
  const about = {
    ...(place.companyId !== undefined && { companyId: place.companyId }),
    ...(place.sourceId !== undefined && { sourceId: place.sourceId }),
  };
  const saving = useNoteSaving(place.id ?? null, about, (id) => {
    const { place: now } = useView.getState();
    if (now.screen === 'note' && now.draft === place.draft) show({ ...now, id });
  });
  const [text, setText] = useState(note?.text ?? begin);
  const [title, setTitle] = useState(note?.title ?? '');
  const [open, setOpen] = useState<Opened>(null);
  const handle = useRef<NoteHandle>(null);
  const heading = useRef<HTMLInputElement>(null);
  const { clean, change } = saving;
  useEffect(() => {
    if (!note || !clean()) return;
    setText(note.text);
    setTitle(note.title);
  }, [note, clean]);
  useEffect(() => {
    if (begin !== '') change({ text: begin });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the words of a template are saved once
  }, []);
  const own = title !== titleOf(text);
  const id = note?.id;
  const menu = id === undefined ? [] : [
    { label: t('notes.history'), icon: 'rotate-ccw-clock' as const, run: () => void saving.flush().then(() => setOpen('versions')) },
    { label: t('notes.tags'), icon: 'tag' as const, run: () => setOpen('tags') },
    { label: t('notes.copy'), icon: 'copy' as const, run: () => void saving.flush().then(() => copyPlain(id)) },
    { label: t('notes.asSource'), icon: 'file-text' as const, run: () => void saving.flush().then(() => saveAsSource(id, title)) },
    { label: t('notes.template.keep'), icon: 'layers' as const, run: () => setOpen('template') },
    '-' as const,
    {
      label: t('notes.remove'),
      icon: 'trash' as const,
      danger: true as const,
      run: () => void saving.flush().then(() => removeNote(id)).then((done) => done && go({ screen: 'notes' })),
    },
  ]; // prettier-ignore
  return (
    <div className="main nt-main">
      <div className="phead nt-head">
        <nav className="row tight grow" aria-label={t('notes.breadcrumb')}>
          <button type="button" className="nt-crumb sm" onClick={() => go({ screen: 'notes' })}>
            {t('notes.title')}
          </button>
          <Icon name="chevron-right" size="xs" />
          <span className="b clip" aria-current="page" lang={languageOfName(title)}>
            {title || t('notes.untitled')}
          </span>
        </nav>
        <span className="t3 sm" role="status">
          {typeof saving.state === 'object'
            ? t('notes.failed', { reason: saving.state.failed })
            : t(saving.state === 'saving' ? 'notes.saving' : id === undefined ? 'notes.new' : 'notes.saved')}
        </span>
        <Button icon="link" keys="Mod+Shift+L" onClick={() => handle.current?.link()}>
          {t('notes.link')}
        </Button>
        {menu.length > 0 && (
          <Menu align="end" trigger={<IconButton icon="ellipsis" label={t('notes.more')} />} list={menu} />
        )}
      </div>
      <div
        className="nt-page scrolls"
        role="region"
        aria-label={t('notes.note')}
        data-region="reader"
        tabIndex={-1}
      >
        <div className="nt-sheet">
          <input
            ref={heading}
            className="nt-title"
            aria-label={t('notes.titleField')}
            placeholder={t('notes.untitled')}
            value={title}
            spellCheck
            lang={languageOfName(title)}
            onChange={(event) => {
              setTitle(event.target.value);
              change({ title: event.target.value, text });
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown'))
                return;
              event.preventDefault();
              handle.current?.focus();
            }}
          />
          <div className="row wrap tight nt-about">
            {note?.companyId && (
              <Chip tone="company" onClick={() => go({ screen: 'company', id: note.companyId! })}>
                {note.companyName}
              </Chip>
            )}
            {note?.sourceId && (
              <Chip icon="newspaper" onClick={() => openSource(note.sourceId!)}>
                {note.sourceTitle}
              </Chip>
            )}
            {note?.tags.map((tag) => (
              <Chip key={tag} icon="tag" onClick={() => go({ screen: 'notes', tag })}>
                {tag}
              </Chip>
            ))}
            {note && <span className="t3 sm num">{t('notes.edited', { when: moment(note.updatedAt) })}</span>}
          </div>
          <NoteField
            text={text}
            clean={clean}
            noteId={id ?? null}
            focus
            handle={handle}
            onChange={(words) => {
              setText(words);
              if (!own) setTitle(titleOf(words));
              change({ text: words, ...(own && { title }) });
            }}
            onLeave={() => {
              focusRegion('reader');
              void saving.flush();
            }}
          />
          {view && view.links.some((link) => link.title === null) && (
            <p className="t3 sm">
              {t('notes.lost', { count: view.links.filter((link) => link.title === null).length })}
            </p>
          )}
          {id !== undefined && <Backlinks ids={[id]} />}
        </div>
      </div>
      {open === 'versions' && id !== undefined && (
        <NoteVersions id={id} text={text} onClose={() => setOpen(null)} />
      )}
      {open === 'tags' && note && <Tags id={note.id} tags={note.tags} onClose={() => setOpen(null)} />}
      {open === 'template' && <KeepTemplate text={text} title={title} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** One note over the whole screen: its title, what it is about, its Markdown, and what links to it. */
export function NoteScreen({ place }: { readonly place: NotePlace }) {
  const { id, template, companyId, sourceId } = place;
  const { value, error } = useLive(
    ['note', 'tag', 'company', 'source', 'fact', 'annotation', 'brief'],
    () => (id === undefined ? Promise.resolve(undefined) : library.notes.open({ id })),
    [id],
  );
  const begun = useLive(
    [],
    async () =>
      id !== undefined || template === undefined
        ? ''
        : (
            await library.notes.begin({
              template,
              language: templateLanguage(),
              ...(companyId !== undefined && { companyId }),
              ...(sourceId !== undefined && { sourceId }),
            })
          ).text,
    [],
  ).value;
  // a draft has no view until its first words are saved, and keeps its editor when it gets one
  const [draft] = useState(id === undefined);
  if (begun !== undefined && (draft || value)) return <Written place={place} view={value} begin={begun} />;
  return (
    <div className="main nt-main">
      {error ? (
        <Empty
          icon="sticky-note"
          title={t('notes.missing')}
          actions={<Button onClick={() => go({ screen: 'notes' })}>{t('notes.title')}</Button>}
        >
          {t('notes.missing.words')}
        </Empty>
      ) : (
        <Skeleton lines={10} />
      )}
    </div>
  );
}
