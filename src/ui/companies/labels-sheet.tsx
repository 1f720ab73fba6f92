import { useState } from 'react';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';

type Kind = 'tags' | 'groups';
interface Labelled {
  readonly id: string;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
}

/** A list of labels to tick, with a field for a new one; what holds for some only is half ticked. */
function Labels({
  kind,
  rows,
  names,
  onSet,
}: {
  readonly kind: Kind;
  readonly rows: readonly Labelled[];
  readonly names: readonly string[];
  readonly onSet: (name: string, on: boolean) => void;
}) {
  const [text, setText] = useState('');
  const [renaming, setRenaming] = useState<string | null>(null);
  const wanted = renaming === null ? text.trim().toLocaleLowerCase() : '';
  const all = [...new Set([...rows.flatMap((row) => row[kind]), ...names])].toSorted((a, b) =>
    a.localeCompare(b),
  );
  const shown = all.filter((name) => name.toLocaleLowerCase().includes(wanted)).slice(0, 100);
  return (
    <section className="col grow" aria-label={t(`companies.${kind}`)}>
      <h3 className="label">{t(`companies.${kind}`)}</h3>
      <form
        className="row tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === '') return;
          if (renaming === null) onSet(text.trim(), true);
          else void doing(library.groups.rename({ from: renaming, to: text.trim() }));
          setText('');
          setRenaming(null);
        }}
      >
        <Field
          className="grow"
          name={
            renaming === null ? t(`companies.${kind}.new`) : t('companies.group.rename', { name: renaming })
          }
          placeholder={t(`companies.${kind}.new`)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button size="small" submit icon="plus" disabled={text.trim() === ''}>
          {t(renaming === null ? 'companies.label.add' : 'company.save')}
        </Button>
      </form>
      <ul className="picker-list">
        {shown.map((name) => {
          const having = rows.filter((row) => row[kind].includes(name)).length;
          return (
            <li key={name} className="row tight">
              <Check on={having === rows.length} some={having > 0} onChange={(on) => onSet(name, on)}>
                <span className="clip">{name}</span>
              </Check>
              {kind === 'groups' && names.includes(name) && (
                <>
                  <span className="end" />
                  <IconButton
                    small
                    size="xs"
                    icon="pencil"
                    label={t('companies.group.rename', { name })}
                    onClick={() => {
                      setRenaming(name);
                      setText(name);
                    }}
                  />
                  <IconButton
                    small
                    size="xs"
                    icon="trash"
                    label={t('companies.group.remove', { name })}
                    onClick={() =>
                      void doing(library.groups.remove({ name }), t('companies.group.removed', { name }))
                    }
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Tags and groups of one or many companies; each tick is one step. */
export function LabelsSheet({
  rows: given,
  onClose,
}: {
  readonly rows: readonly Labelled[];
  readonly onClose: () => void;
}) {
  const ids = given.map((row) => row.id);
  const wanted = new Set(ids);
  const fresh = useLive(['company', 'tag'], () => library.companies.list({})).value;
  const rows = fresh ? fresh.filter((row) => wanted.has(row.id)) : given;
  const tags = useLive(['tag'], () => library.tags.list()).value ?? [];
  const groups = useLive(['company'], () => library.groups.list()).value ?? [];
  const set = (kind: Kind) => (name: string, on: boolean) =>
    void doing(
      library.companies.editMany({
        ids,
        ...(kind === 'tags'
          ? on
            ? { addTags: [name] }
            : { removeTags: [name] }
          : on
            ? { addGroups: [name] }
            : { removeGroups: [name] }),
      }),
    );
  return (
    <Sheet title={t('companies.labelsOf', { count: ids.length })} open onClose={onClose}>
      <div className="co-two">
        <Labels kind="tags" rows={rows} names={tags.map((tag) => tag.name)} onSet={set('tags')} />
        <Labels kind="groups" rows={rows} names={groups.map((group) => group.name)} onSet={set('groups')} />
      </div>
    </Sheet>
  );
}
